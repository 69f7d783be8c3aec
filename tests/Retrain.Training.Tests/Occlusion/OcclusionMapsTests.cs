using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Occlusion;
using Retrain.Training.Tests.Infrastructure;
using Retrain.Training.TrainedGraphs;
using SkiaSharp;

namespace Retrain.Training.Tests.Occlusion;

public sealed class OcclusionMapsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Backbone backbone = AverageColor.Load();
    private readonly List<TrainingEvent> events = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ShowTheRedCornerThatMakesAPhotoRed(int threads)
    {
        TestedImage image = Tested(DrawRedCorner());

        OcclusionMap map = new OcclusionMaps(backbone, new() { Threads = threads }, events.Add)
            .Of([image], Graph(), TestContext.Current.CancellationToken)[image.Image];

        // The network sees the mean colour, so that only the corner, the upper left quarter of each side, counts for 'red'.
        map.Part.ShouldBe(new SeenPart(0, 0, 1, 1));
        map.Falls.Count.ShouldBe(OcclusionGrid.Cells * OcclusionGrid.Cells);
        map.Falls.Index().MaxBy(cell => cell.Item).Index.ShouldBe(0);
        map.LargestFall.ShouldBeInRange(0.3, 0.5);
        map.Falls[^1].ShouldBeLessThan(map.Falls[0]);
        events.OfType<OcclusionMapped>().Single().PhotoCount.ShouldBe(1);
    }

    [Fact]
    public void LeaveOutAPhotoThatHasChangedOrIsGone()
    {
        TestedImage[] images = [Tested(DrawRedCorner()), Tested(DrawRedCorner("gone.png"))];
        folder.Write("photo.png", [1, 2, 3]);
        File.Delete(images[1].Image.Path);

        new OcclusionMaps(backbone, new(), events.Add).Of(images, Graph(), TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact]
    public void CostNothingWithoutMistakes()
    {
        new OcclusionMaps(backbone, new(), events.Add).Of([], Graph(), TestContext.Current.CancellationToken).ShouldBeEmpty();
        events.ShouldBeEmpty();
    }

    [Fact]
    public void AreCancelled()
    {
        TestedImage image = Tested(DrawRedCorner());
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(
            () => new OcclusionMaps(backbone, new(), events.Add).Of([image], Graph(), cancelled.Token));
    }

    private string DrawRedCorner(string name = "photo.png")
    {
        using SKBitmap bitmap = new(64, 64);
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(new SKColor(127, 127, 127));
        using SKPaint red = new() { Color = SKColors.Red };
        canvas.DrawRect(0, 0, 16, 16, red);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        folder.Write(name, data.ToArray());
        return folder.PathOf(name);
    }

    private static TestedImage Tested(string path)
    {
        LabeledImage image = new Category("grey", 0, "grey", [new ImageFile(path, Path.GetFileName(path))]).Images[0];
        image.Content = new(Digest.Of(File.ReadAllBytes(path)), 1);
        return new(image, 1, "red", [0.08f, 0.92f]);
    }

    // The redder the mean, the more probable is 'red'.
    private TrainedGraph Graph()
    {
        SoftmaxHead head = new(length: 3, labelCount: 2);
        (head.Weights[head.Stride], head.Weights[head.Stride + 1]) = (40, -40);
        return TrainedGraph.Of(backbone, head, "final_result");
    }
}
