using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public static class BottleneckComputationTests
{
    private static readonly RetrainException Problem = new(CacheDiagnostics.FolderNotCreated("a", "b"));

    [Fact]
    public static void TheFirstOfSeveralProblemsIsReported() =>
        Should.Throw<RetrainException>(() => RunTwo(Problem, Problem)).ShouldBeSameAs(Problem);

    [Fact]
    public static void AnInternalErrorBesideAProblemIsNotHidden() =>
        Should.Throw<AggregateException>(() => RunTwo(Problem, new InvalidOperationException("ours")))
            .InnerExceptions.ShouldContain(inner => inner is InvalidOperationException);

    // Two threads that are both at work when both fail, the first one a little earlier.
    private static void RunTwo(Exception first, Exception second)
    {
        using ExtractionFixture fixture = new(photos: 2);
        using Barrier both = new(2);
        int arrived = 0;
        fixture.Compute((_, _) =>
        {
            bool isFirst = Interlocked.Increment(ref arrived) == 1;
            both.SignalAndWait(TestContext.Current.CancellationToken);
            if (isFirst)
            {
                throw first;
            }

            Thread.Sleep(100);
            throw second;
        });
    }
}
