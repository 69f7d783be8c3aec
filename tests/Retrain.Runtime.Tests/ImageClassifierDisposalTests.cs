using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierDisposalTests
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 3, seed: 1);

    [Fact]
    public void EveryCallAfterwardsThrows()
    {
        ImageClassifier classifier = SmallModel.Load();
        classifier.Dispose();
        classifier.Dispose();
        using MemoryStream stream = new(Photo);

        Should.Throw<ObjectDisposedException>(() => classifier.Classify(Photo)).ObjectName.ShouldBe(typeof(ImageClassifier).FullName);
        Should.Throw<ObjectDisposedException>(() => classifier.Classify("gone.jpg"));
        Should.Throw<ObjectDisposedException>(() => classifier.Classify(stream));
        Should.Throw<ObjectDisposedException>(() => classifier.Classify(Array.Empty<string>()));
        Should.Throw<ObjectDisposedException>(() => classifier.Classify(Array.Empty<ReadOnlyMemory<byte>>()));
        classifier.Labels.ShouldBe(SmallModel.Labels);
    }

    [Fact]
    public async Task ManyThreadsGetTheSameBits()
    {
        using ImageClassifier classifier = SmallModel.Load();
        IReadOnlyList<Prediction> alone = classifier.Classify(Photo);

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (_, _) =>
        {
            classifier.Classify(Photo).ShouldBe(alone);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task RunningCallsFinishAndLaterOnesThrow()
    {
        using ImageClassifier same = SmallModel.Load();
        IReadOnlyList<Prediction> expected = same.Classify(Photo);
        for (int round = 0; round < 50; round++)
        {
            ImageClassifier classifier = SmallModel.Load();
            using CountdownEvent started = new(4);
            Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () => CallUntilDisposed(classifier, expected, started),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
            started.Wait(TestContext.Current.CancellationToken);

            CancellationToken cancellationToken = TestContext.Current.CancellationToken;
            await Task.WhenAll(Task.Run(classifier.Dispose, cancellationToken), Task.Run(classifier.Dispose, cancellationToken));

            await Task.WhenAll(callers);
        }
    }

    [Fact]
    public void ABatchThatRunsFinishes()
    {
        ImageClassifier classifier = SmallModel.Load();
        IReadOnlyList<Prediction> expected = classifier.Classify(Photo);

        IReadOnlyList<IReadOnlyList<Prediction>> results = classifier.Classify(new DisposingBatch(classifier));

        results.ShouldAllBe(predictions => predictions.SequenceEqual(expected));
        Should.Throw<ObjectDisposedException>(() => classifier.Classify(Photo));
    }

    private static void CallUntilDisposed(ImageClassifier classifier, IReadOnlyList<Prediction> expected, CountdownEvent started)
    {
        try
        {
            classifier.Classify(Photo).ShouldBe(expected);
            started.Signal();
            while (true)
            {
                classifier.Classify(Photo).ShouldBe(expected);
            }
        }
        catch (ObjectDisposedException)
        {
            // The test waits for this; any other exception fails it.
        }
    }

    /// <summary>Photos of which the first disposes the classifier when it is asked for.</summary>
    private sealed class DisposingBatch(ImageClassifier classifier) : IReadOnlyList<ReadOnlyMemory<byte>>
    {
        public int Count => 20;

        public ReadOnlyMemory<byte> this[int index]
        {
            get
            {
                classifier.Dispose();
                return Photo;
            }
        }

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() =>
            Enumerable.Repeat(new ReadOnlyMemory<byte>(Photo), Count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
