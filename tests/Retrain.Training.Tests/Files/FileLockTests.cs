using Retrain.Tests.Infrastructure;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SharedIsHeldByManyAndKeepsOthersFromHoldingItAlone()
    {
        using FileLock first = FileLock.Shared(Path, TimeSpan.Zero);
        using (FileLock.Shared(Path, TimeSpan.Zero))
        {
            FileLock.TryExclusive(Path).ShouldBeNull();
        }

        first.Dispose();
        using FileLock? alone = FileLock.TryExclusive(Path);
        alone.ShouldNotBeNull();
        Should.Throw<IOException>(() => FileLock.Shared(Path, TimeSpan.FromMilliseconds(20)));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("socket")]
    public async Task OfAPipeTheOtherEndIsNotWaitedFor(string kind)
    {
        SpecialFile.Create(Path, kind);
        string link = folder.PathOf("link");
        File.CreateSymbolicLink(link, Path);

        foreach (string path in new[] { Path, link })
        {
            await Task.Run(
                () =>
                {
                    Should.Throw<IOException>(() => FileLock.Shared(path, TimeSpan.Zero)).Message.ShouldContain("is a pipe");
                    Should.Throw<IOException>(() => FileLock.TryExclusive(path)).Message.ShouldContain("is a pipe");
                },
                TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task AWaitThatIsLongIsAnnouncedOnceAndEndsWithTheLock()
    {
        FileLock held = FileLock.Exclusive(Path, TimeSpan.Zero);
        using SemaphoreSlim announced = new(0);
        int announcements = 0;

        Task<FileLock> waiting = Task.Run(() => FileLock.Exclusive(
            Path,
            () =>
            {
                announcements++;
                announced.Release();
            },
            TestContext.Current.CancellationToken));
        await announced.WaitAsync(TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        held.Dispose();

        using FileLock taken = await waiting;
        announcements.ShouldBe(1);
    }

    [Fact]
    public async Task AWaitEndsWhenItIsCancelled()
    {
        using FileLock held = FileLock.Exclusive(Path, TimeSpan.Zero);
        using CancellationTokenSource cancellation = new();
        Task<FileLock> waiting = Task.Run(
            () => FileLock.Exclusive(Path, () => { }, cancellation.Token), TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private string Path => folder.PathOf("lock");
}
