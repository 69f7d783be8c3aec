using Retrain.Tests.Infrastructure;
using Retrain.Training.Digests;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

public sealed class FolderStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SharedFixture shared;

    public FolderStoreTests() => shared = new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(3000)]
    public void WhatOneRunWritesAnotherReads(int count)
    {
        shared.Write(0, count).ShouldBeTrue();

        shared.Misses(0, count).ShouldBeEmpty();
        shared.Misses(count, 1).ShouldBe([count]);
        shared.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void AFewHaveFilesOfTheirOwn()
    {
        shared.Write(0, 8);

        string[] names = [.. Enumerable.Range(0, 8).Select(image => SharedFixture.Key(image).Hash.ToString())];
        Files().ShouldBe(names.Select(name => $"ac/{name[..2]}/{name}"), ignoreOrder: true);
    }

    [Fact]
    public void ManyArePacksThatListingsName()
    {
        shared.Write(0, 2500);

        string[] packs = [.. Files().Where(file => file.StartsWith("cas/", StringComparison.Ordinal))];
        packs.Length.ShouldBe(3);
        packs.ShouldAllBe(pack => Path.GetFileName(pack) == Digest.Of(File.ReadAllBytes(folder.PathOf(pack))).ToString());
        Files().Except(packs).ShouldBe(
            packs.Select(pack => Convert.ToInt32(Path.GetFileName(pack)[..1], 16)).Distinct()
                .Select(part => PackListing.NameOf(SharedFixture.Recipe.Network, part).Name.ToString())
                .Select(name => $"ac/{name[..2]}/{name}"),
            ignoreOrder: true);
    }

    [Fact]
    public void TheSameBottlenecksAreStoredOnce()
    {
        shared.Write(0, 100);
        string[] files = Files();
        shared.Write(0, 100).ShouldBeTrue();

        Files().ShouldBe(files);
    }

    [Fact]
    public void EqualPhotosAllGetTheirBottleneck()
    {
        shared.Write(7, 1);
        using SharedCache run = shared.Open();
        List<int> found = [];

        run.Fetch(20, _ => SharedFixture.Key(7), (index, _) => found.Add(index), TestContext.Current.CancellationToken).ShouldBeEmpty();

        found.Order().ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public void AFolderThatIsNotMountedIsToldOnceAndNotMade()
    {
        SharedFixture missing = new(folder.PathOf("mnt"));

        using (SharedCache run = missing.Open())
        {
            SharedFixture.Misses(run, 0, 3).Count.ShouldBe(3);
            SharedFixture.Misses(run, 0, 30).Count.ShouldBe(30);
            SharedFixture.Offer(run, 0, 30);
        }

        missing.Codes.ShouldBe(["RT3024"]);
        Directory.Exists(folder.PathOf("mnt")).ShouldBeFalse();
    }

    [Fact]
    public void WhatCannotBeWrittenIsToldOnceAndStillRead()
    {
        shared.Write(0, 1);
        string name = SharedFixture.Key(1).Hash.ToString();
        folder.Write($"ac/{name[..2]}", 1); // a file where the folder would be

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Offer(run, 1, 1);
            run.Finish(null, TestContext.Current.CancellationToken).ShouldBeFalse();
            SharedFixture.Misses(run, 0, 1).ShouldBeEmpty();
        }

        shared.Codes.ShouldBe(["RT3025"]);
        Files().ShouldNotContain(file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0b10_111_111_000)]
    [InlineData(0b111_101_101)]
    public void WhatIsInTheFolderHasItsPermissions(int mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions there are inherited");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Path, (UnixFileMode)mode);

            shared.Write(0, 1);

            string file = folder.PathOf(Files().Single());
            ((int)File.GetUnixFileMode(file)).ShouldBe(mode & 0b110_110_110);
            ((int)File.GetUnixFileMode(Path.GetDirectoryName(file)!)).ShouldBe(mode);
            ((int)File.GetUnixFileMode(folder.PathOf("ac"))).ShouldBe(mode);
        }
    }

    [Fact]
    public void APipeInPlaceOfAnObjectIsNotWaitedFor()
    {
        string name = SharedFixture.Key(0).Hash.ToString();
        NamedPipe.Create(folder.PathOf($"ac/{name[..2]}/{name}"));

        shared.Misses(0, 1).ShouldBe([0]);

        shared.Codes.ShouldBe(["RT3026"]);
    }

    [Fact]
    public void NothingIsWrittenWhereThatIsNotWanted()
    {
        shared.IsReadOnly = true;

        shared.Write(0, 20);

        Files().ShouldBeEmpty();
        shared.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task WritersAtTheSameTimeLoseNothing()
    {
        bool[] written = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            () => shared.Write(writer * 40, 40), TestContext.Current.CancellationToken)));

        written.ShouldAllBe(isWritten => isWritten);
        shared.Misses(0, 320).ShouldBeEmpty();
    }

    [Fact]
    public void ASmallObjectOfAnotherKindIsKept()
    {
        Digest name = Digest.Of("result v1"u8);
        using SharedCache run = shared.Open();

        run.TryRead(name, 100, out byte[]? before, TestContext.Current.CancellationToken).ShouldBeNull();
        run.TryWrite(name, "done"u8.ToArray(), TestContext.Current.CancellationToken).ShouldBeNull();
        run.TryRead(name, 100, out byte[]? after, TestContext.Current.CancellationToken).ShouldBeNull();

        before.ShouldBeNull();
        after.ShouldBe("done"u8.ToArray());
        run.TryRead(name, 3, out _, TestContext.Current.CancellationToken)!.IsOfObject.ShouldBeTrue();
    }

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
