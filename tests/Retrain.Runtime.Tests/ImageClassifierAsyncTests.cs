using System.Threading.Channels;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierAsyncTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 2, seed: 4);

    private readonly TemporaryFolder folder = new();
    private readonly ImageClassifier classifier = SmallModel.Load();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task EveryWayInGivesTheBitsOfTheCallThatBlocks()
    {
        string path = folder.Write("photo.jpg", Photo).PathOf("photo.jpg");
        using FileStream file = File.OpenRead(path);
        using SlowStream trickle = new(Photo, chunkBytes: 100);
        IReadOnlyList<Prediction> expected = classifier.Classify(Photo);

        (await classifier.ClassifyAsync(path, Token)).ShouldBe(expected);
        (await classifier.ClassifyAsync(file, Token)).ShouldBe(expected);
        (await classifier.ClassifyAsync(trickle, Token)).ShouldBe(expected);
        (await classifier.ClassifyAsync(Photo, Token)).ShouldBe(expected);
    }

    [Fact]
    public async Task LargeStreamsOfUnknownLengthAreReadToTheirEnd()
    {
        byte[] large = [.. Photo, .. new byte[700_000]]; // a JPEG's end may be followed by anything
        using SlowStream stream = new(large, chunkBytes: 30_000);

        (await classifier.ClassifyAsync(stream, Token)).ShouldBe(classifier.Classify(Photo));
        stream.BytesRead.ShouldBe(large.Length);
    }

    [Fact]
    public async Task AStreamIsReadAsynchronouslyAndHoldsNoThread()
    {
        using SlowStream stream = new(Photo, chunkBytes: Photo.Length, waits: true);

        Task<IReadOnlyList<Prediction>> classifying = classifier.ClassifyAsync(stream, Token);

        classifying.IsCompleted.ShouldBeFalse(); // the call has returned although the stream gives nothing yet
        stream.Release();
        (await classifying).ShouldBe(classifier.Classify(Photo));
        stream.ReadsThatBlocked.ShouldBe(0);
    }

    [Fact]
    public async Task NoMoreImagesAreComputedAtOnceThanAllowed()
    {
        using MemoryStream graph = new(SmallModel.Graph);
        using MemoryStream labels = new(SmallModel.LabelsFile);
        using ImageClassifier narrow = ImageClassifier.Load(graph, labels, new ImageClassifierOptions { MaximumConcurrency = 1 });
        using BlockingMemory held = new(Photo);

        Task<IReadOnlyList<Prediction>> first = narrow.ClassifyAsync(held.Memory, Token);
        await held.IsUsed.WaitAsync(Token);
        using CancellationTokenSource impatient = new();
        Task<IReadOnlyList<Prediction>> second = narrow.ClassifyAsync(Photo, Token);
        Task<IReadOnlyList<Prediction>> third = narrow.ClassifyAsync(Photo, impatient.Token);

        narrow.WaitingImages.ShouldBe(2);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => third);
        second.IsCompleted.ShouldBeFalse();
        held.Release();
        (await first).ShouldBe(await second);
        narrow.WaitingImages.ShouldBe(0);
    }

    [Fact]
    public async Task ReadingIsCancelled()
    {
        using CancellationTokenSource cancellation = new();
        using SlowStream stream = new(Photo, chunkBytes: 10, waits: true);

        Task classifying = classifier.ClassifyAsync(stream, cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => classifying);
        await Should.ThrowAsync<OperationCanceledException>(() => classifier.ClassifyAsync(Photo, cancellation.Token));
    }

    [Fact]
    public async Task AClassifierThatIsDisposedMeanwhileFinishes()
    {
        using SlowStream stream = new(Photo, chunkBytes: 50, waits: true);
        IReadOnlyList<Prediction> expected = classifier.Classify(Photo);

        Task<IReadOnlyList<Prediction>> classifying = classifier.ClassifyAsync(stream, Token);
        classifier.Dispose();
        stream.Release();

        (await classifying).ShouldBe(expected);
        await Should.ThrowAsync<ObjectDisposedException>(() => classifier.ClassifyAsync(Photo, Token));
        await Should.ThrowAsync<ObjectDisposedException>(() => classifier.ClassifyAsync("gone.jpg", Token));
        await Should.ThrowAsync<ObjectDisposedException>(
            async () => await classifier.ClassifyManyAsync(["gone.jpg"], Token).FirstAsync(Token));
    }

    [Fact]
    public void WrongArgumentsAreSaidAtOnce()
    {
        Should.Throw<ArgumentException>(() => { _ = classifier.ClassifyAsync("", Token); });
        Should.Throw<ArgumentNullException>(() => { _ = classifier.ClassifyAsync((Stream)null!, Token); });
        Should.Throw<ArgumentNullException>(() => { _ = classifier.ClassifyManyAsync((IEnumerable<string>)null!, Token); });
        Should.Throw<ArgumentOutOfRangeException>(() => new ImageClassifierOptions { MaximumConcurrency = 0 });
    }

    [Fact]
    public async Task ManyFilesGiveResultsOrProblemsInTheirOrder()
    {
        DrawnPhotos.Write(folder.Path, 20, "daisy");
        string[] paths = [.. Enumerable.Range(0, 25).Select(i => folder.PathOf($"daisy/{i}.jpg"))]; // the last five do not exist

        List<ImageResult> results = await classifier.ClassifyManyAsync(paths, Token).ToListAsync(Token);

        results.Count.ShouldBe(25);
        results.Take(20).Select(result => result.Predictions![0]).ShouldBe(paths.Take(20).Select(path => classifier.Classify(path)[0]));
        results.Skip(20).ShouldAllBe(result => result.Problem!.Code == "RT1005");
    }

    [Fact]
    public async Task ManyFilesAreAskedForOnlyAsFarAsTheyAreInFlight()
    {
        int asked = 0;
        string path = folder.Write("photo.jpg", Photo).PathOf("photo.jpg");

        await foreach (ImageResult result in classifier.ClassifyManyAsync(Paths(), Token))
        {
            result.IsClassified.ShouldBeTrue();
            break;
        }

        asked.ShouldBeLessThanOrEqualTo((2 * Environment.ProcessorCount) + 1);

        IEnumerable<string> Paths()
        {
            while (true)
            {
                asked++;
                yield return path;
            }
        }
    }

    [Fact]
    public async Task AFrameOfALiveSourceIsAnsweredBeforeTheNextComes()
    {
        Channel<ReadOnlyMemory<byte>> frames = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        await using IAsyncEnumerator<ImageResult> results =
            classifier.ClassifyManyAsync(frames.Reader.ReadAllAsync(Token), Token).GetAsyncEnumerator(Token);

        for (int i = 0; i < 3; i++)
        {
            byte[] frame = DrawnPhotos.Draw(category: i, seed: i);
            await frames.Writer.WriteAsync(frame, Token);
            (await results.MoveNextAsync()).ShouldBeTrue();
            results.Current.Predictions.ShouldBe(classifier.Classify(frame));
        }

        frames.Writer.Complete();
        (await results.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task ManyAreCancelledBetweenImages()
    {
        using CancellationTokenSource cancellation = new();
        string path = folder.Write("photo.jpg", Photo).PathOf("photo.jpg");
        int results = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (ImageResult result in classifier.ClassifyManyAsync(Enumerable.Repeat(path, 1000), cancellation.Token))
            {
                results++;
                await cancellation.CancelAsync();
            }
        });

        results.ShouldBe(1);
    }
}
