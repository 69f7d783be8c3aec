using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>
/// An exception takes .NET some milliseconds, and the trace that it makes of a cancelled wait ten: a good part of the half second that a
/// training takes.
/// </summary>
public sealed class ThrownExceptionTests
{
    [Fact]
    public async Task ATrainingThrowsNothingWhereAllIsWell()
    {
        using TrainingRun run = new(Repository.PathOf("samples/road_signs/images"));
        using FirstChances thrown = new();

        ToolRun first = await ToolCall.RunAsync(run.CacheDir, run.Arguments());
        ToolRun again = await ToolCall.RunAsync(run.CacheDir, run.Arguments());

        first.ShouldSucceed();
        again.ShouldSucceed();
        thrown.All.ShouldBeEmpty();
    }

    /// <summary>Collects what is thrown by the test that makes it and by all work that it starts, on any thread.</summary>
    private sealed class FirstChances : IDisposable
    {
        private readonly AsyncLocal<bool> isOurs = new();
        private readonly ConcurrentQueue<string> all = [];

        public FirstChances()
        {
            isOurs.Value = true;
            AppDomain.CurrentDomain.FirstChanceException += Add;
        }

        public IReadOnlyCollection<string> All => all;

        public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Add;

        private void Add(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (isOurs.Value)
            {
                all.Enqueue($"{thrown.Exception.GetType()}: {thrown.Exception.Message}");
            }
        }
    }
}
