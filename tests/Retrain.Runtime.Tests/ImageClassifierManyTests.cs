using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierManyTests : IDisposable
{
    private static readonly int[] Bad = [0, 11, 12, 29];

    private readonly TemporaryFolder folder = new();
    private readonly ImageClassifier classifier = SmallModel.Load();

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void FilesGiveResultsOrProblemsInTheirOrder()
    {
        string[] paths = Photos();

        foreach (int threads in new[] { 1, 2, 7 })
        {
            IReadOnlyList<ImageResult> results =
                classifier.ClassifyMany(paths, new ParallelOptions { MaxDegreeOfParallelism = threads });

            results.Select((result, i) => (result, i)).Where(entry => !entry.result.IsClassified).Select(entry => entry.i).ShouldBe(Bad);
            for (int i = 0; i < paths.Length; i++)
            {
                ShouldBeThatOf(results[i], () => classifier.Classify(paths[i]));
            }
        }
    }

    [Fact]
    public void ImagesInMemoryGiveResultsOrProblemsWithTheirIndex()
    {
        ReadOnlyMemory<byte>[] photos = [DrawnPhotos.Draw(0, 0), "no photo"u8.ToArray(), DrawnPhotos.Draw(1, 1), default];

        IReadOnlyList<ImageResult> results = classifier.ClassifyMany(photos);

        results.Select(result => result.Problem?.Code).ShouldBe([null, "RT1003", null, "RT1003"]);
        results[1].Problem!.Origin.ShouldBe("encodedImages[1]");
        results[1].Problem!.Message.ShouldStartWith("The upload is not an image that can be read");
        results[2].Predictions.ShouldBe(classifier.Classify(photos[2]));
    }

    [Fact]
    public void AnEmptyPathIsTheProgramsMistake() =>
        Should.Throw<ArgumentException>(() => classifier.ClassifyMany([.. Photos(), ""]));

    [Fact]
    public void ACancelledBatchSaysSo() => Should.Throw<OperationCanceledException>(() =>
        classifier.ClassifyMany(Photos(), new ParallelOptions { CancellationToken = new CancellationToken(canceled: true) }));

    [Fact]
    public void ADisposedClassifierTakesNone()
    {
        classifier.Dispose();

        Should.Throw<ObjectDisposedException>(() => classifier.ClassifyMany(Array.Empty<string>()));
        Should.Throw<ObjectDisposedException>(() => classifier.ClassifyMany(Array.Empty<ReadOnlyMemory<byte>>()));
    }

    private static void ShouldBeThatOf(ImageResult result, Func<IReadOnlyList<Prediction>> classify)
    {
        if (result.IsClassified)
        {
            result.Problem.ShouldBeNull();
            result.Predictions.ShouldBe(classify());
        }
        else
        {
            result.Predictions.ShouldBeNull();
            result.Problem.ShouldBe(Should.Throw<RetrainException>(() => classify()).Diagnostic);
        }
    }

    private string[] Photos()
    {
        DrawnPhotos.Write(folder.Path, 30, "daisy");
        string[] paths = [.. Enumerable.Range(0, 30).Select(i => folder.PathOf($"daisy/{i}.jpg"))];
        foreach (int bad in Bad)
        {
            File.Delete(paths[bad]);
        }

        File.WriteAllText(paths[12], "no photo");
        return paths;
    }
}
