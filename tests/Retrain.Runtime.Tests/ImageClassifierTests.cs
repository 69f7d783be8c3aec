using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageClassifier classifier = SmallModel.Load();

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void PredictionsComeHighestFirstAndSumToOne()
    {
        IReadOnlyList<Prediction> predictions = classifier.Classify(DrawnPhotos.Draw(category: 1, seed: 3));

        predictions.Select(prediction => prediction.Label).ShouldBe(SmallModel.Labels, ignoreOrder: true);
        predictions.Select(prediction => prediction.Probability).ShouldBeInOrder(SortDirection.Descending);
        predictions.Sum(prediction => prediction.Probability).ShouldBe(1, 1e-6);
    }

    [Fact]
    public void FilesAndStreamsLoadTheSameModel()
    {
        folder.Write("output_graph.pb", SmallModel.Graph).Write("output_labels.txt", SmallModel.LabelsFile);
        using ImageClassifier fromFiles = ImageClassifier.Load(folder.PathOf("output_graph.pb"), folder.PathOf("output_labels.txt"));
        byte[] photo = DrawnPhotos.Draw(category: 2, seed: 5);

        fromFiles.Labels.ShouldBe(classifier.Labels);
        fromFiles.Classify(photo).ShouldBe(classifier.Classify(photo));
    }

    [Fact]
    public void EveryWayInGivesTheSameBits()
    {
        DrawnPhotos.Write(folder.Path, 9, "daisy", "roses", "tulips");

        EveryWayIn.ShouldGiveTheSameBits(classifier, [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)]);
    }

    [Fact]
    public void EveryWayInGivesTheSameBitsOfFlowerPhotos()
    {
        string model = ReferenceData.PathOf("reference/graphs/retrained_flowers_mobilenet_0.50_224");
        using ImageClassifier flowers =
            ImageClassifier.Load(Path.Combine(model, "rounded_graph.pb"), Path.Combine(model, "retrained_labels.txt"));

        EveryWayIn.ShouldGiveTheSameBits(flowers,
            [.. Directory.EnumerateDirectories(ReferenceData.PathOf("datasets/flower_photos"))
                .SelectMany(category => Directory.EnumerateFiles(category).Order(StringComparer.Ordinal).Take(4))]);
    }

    [Fact]
    public void AStreamIsReadFromWhereItStandsAndLeftOpen()
    {
        byte[] photo = DrawnPhotos.Draw(category: 0, seed: 2);
        using MemoryStream stream = new([1, 2, 3, .. photo]) { Position = 3 };

        classifier.Classify(stream).ShouldBe(classifier.Classify(photo));
        stream.Position.ShouldBe(photo.Length + 3);
    }

    [Fact]
    public void AnEmptyBatchGivesNothing() => classifier.Classify(Array.Empty<string>()).ShouldBeEmpty();

    [Fact]
    public void ACancelledBatchSaysSo()
    {
        folder.Write("0.jpg", DrawnPhotos.Draw(category: 0, seed: 0));

        Should.Throw<OperationCanceledException>(() =>
            classifier.Classify(
                [folder.PathOf("0.jpg")], new ParallelOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void APhotoThatVanishedIsNamed() => ShouldRefuse(folder.PathOf("gone.jpg"), "RT1005", "Could not find file");

    [Fact]
    public void AFolderIsNamed() => ShouldRefuse(folder.Path, "RT1005", "it is a folder");

    [Fact]
    public void AFileThatIsNotAPhotoIsNamed() =>
        ShouldRefuse(folder.Write("text.jpg", "no photo"u8).PathOf("text.jpg"), "RT1003", "not a JPEG");

    [Fact]
    public void AFileStreamsPhotoIsNamed()
    {
        using FileStream stream = File.OpenRead(folder.Write("text.jpg", "no photo"u8).PathOf("text.jpg"));

        Should.Throw<RetrainException>(() => classifier.Classify(stream)).Diagnostic.Origin.ShouldBe(stream.Name);
    }

    [Fact]
    public void TheFirstBadPhotoOfABatchIsNamed()
    {
        DrawnPhotos.Write(folder.Path, 30, "daisy");
        string[] paths = [.. Enumerable.Range(0, 30).Select(i => folder.PathOf($"daisy/{i}.jpg"))];
        (paths[11], paths[12], paths[29]) = (folder.PathOf("gone.jpg"), folder.PathOf("gone too.jpg"), folder.PathOf("also gone.jpg"));

        foreach (int threads in new[] { 1, 2, 7 })
        {
            Should.Throw<RetrainException>(() => classifier.Classify(paths, new ParallelOptions { MaxDegreeOfParallelism = threads }))
                .Diagnostic.Origin.ShouldBe(paths[11]);
        }
    }

    [Fact]
    public void ABadPhotoInMemoryIsNamedByItsIndex()
    {
        ReadOnlyMemory<byte>[] photos = [DrawnPhotos.Draw(category: 0, seed: 0), "no photo"u8.ToArray()];

        Should.Throw<RetrainException>(() => classifier.Classify(photos)).Message.ShouldStartWith("encodedImages[1] : error RT1003");
    }

    [Fact]
    public void APhotoLargerThanTheLimitIsRefused()
    {
        using MemoryStream graph = new(SmallModel.Graph);
        using MemoryStream labels = new(SmallModel.LabelsFile);
        using ImageClassifier limited = ImageClassifier.Load(graph, labels, new ImageClassifierOptions { MaximumPixels = (96 * 96) - 1 });

        Should.Throw<RetrainException>(() => limited.Classify(DrawnPhotos.Draw(category: 0, seed: 0))).Diagnostic.Code.ShouldBe("RT1004");
    }

    [Fact]
    public void MissingArgumentsAreTheProgramsMistake()
    {
        Should.Throw<ArgumentException>(() => classifier.Classify(""));
        Should.Throw<ArgumentException>(() => classifier.Classify(["", ""]));
        Should.Throw<ArgumentNullException>(() => classifier.Classify((Stream)null!));
        Should.Throw<ArgumentNullException>(() => classifier.Classify((string[])null!));
        Should.Throw<ArgumentException>(() => ImageClassifier.Load(typeof(ImageClassifierTests).Assembly, ""));
    }

    private void ShouldRefuse(string path, string code, string reason)
    {
        foreach (Action classify in new Action[] { () => classifier.Classify(path), () => classifier.Classify([path]) })
        {
            RetrainException exception = Should.Throw<RetrainException>(classify);
            exception.Diagnostic.Code.ShouldBe(code);
            exception.Message.ShouldStartWith(path);
            exception.Message.ShouldContain(reason);
        }
    }
}
