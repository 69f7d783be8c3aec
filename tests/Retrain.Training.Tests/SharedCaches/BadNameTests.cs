using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

/// <summary>What lies under a name in a folder may be anything; the other names are used all the same.</summary>
public sealed class BadNameTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SharedFixture shared;

    public BadNameTests() => shared = new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("loop")]
    [InlineData("locked")]
    public void ABadNameIsAMissOfItsOwnThatIsToldOnce(string kind)
    {
        shared.Write(0, 8);
        foreach (int image in (int[])[2, 5])
        {
            Spoil(PathOf(image), kind);
        }

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Misses(run, 0, 4).ShouldBe([2]);
            SharedFixture.Misses(run, 4, 4).ShouldBe([5]);
        }

        shared.Codes.ShouldBe(["RT3054"]);
    }

    [Fact]
    public void ABadNameAmongListingsAndPacksLeavesTheOthers()
    {
        shared.Write(0, 2500);
        string[] packs = Directory.GetFiles(folder.PathOf("cas"), "*", SearchOption.AllDirectories);
        Spoil(packs[0], "folder");
        for (int part = 0; part < PackListing.Parts; part++)
        {
            string name = PackListing.NameOf(SharedFixture.Recipe.Network, part).Name.ToString();
            string path = folder.PathOf($"ac/{name[..2]}/{name}");
            if (!File.Exists(path))
            {
                Spoil(path, "folder");
            }
        }

        int missed = shared.Misses(0, 2500).Count;

        missed.ShouldBeInRange(1, 1024);
        shared.Codes.ShouldBe(["RT3054"]);
    }

    [Fact]
    public void ABadNameThatIsWrittenLeavesTheOthers()
    {
        Spoil(PathOf(2), "folder");

        shared.Write(0, 8).ShouldBeFalse();

        shared.Misses(0, 8).ShouldBe([2]);
        shared.Codes.Order().ShouldBe(["RT3025", "RT3054"]);
        shared.Warnings.First().Message.ShouldContain($"'ac/{SharedFixture.Key(2).Hash}' there has the name of something else");
    }

    [Fact]
    public void AListingThatCannotBeWrittenIsToldWithItsReason()
    {
        for (int part = 0; part < PackListing.Parts; part++)
        {
            string name = PackListing.NameOf(SharedFixture.Recipe.Network, part).Name.ToString();
            Spoil(folder.PathOf($"ac/{name[..2]}/{name}"), "folder");
        }

        shared.Write(0, 100).ShouldBeFalse();

        shared.Codes.ShouldBe(["RT3025"]);
        shared.Misses(0, 100).Count.ShouldBe(100);
    }

    [Fact]
    public void AFileInPlaceOfTheFolderIsSaid()
    {
        folder.Write("file", 1);
        SharedFixture wrong = new(folder.PathOf("file"));

        wrong.Misses(0, 1).ShouldBe([0]);

        wrong.Warnings.Single().Message.ShouldContain("it is a file where a folder is wanted");
    }

    private string PathOf(int image)
    {
        string name = SharedFixture.Key(image).Hash.ToString();
        return folder.PathOf($"ac/{name[..2]}/{name}");
    }

    private static void Spoil(string path, string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind != "folder", "links there need permissions");
        Assert.SkipWhen(kind == "locked" && Environment.IsPrivilegedProcess, "root may read everything");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (kind == "locked" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
            return;
        }

        File.Delete(path);
        if (kind == "folder")
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            File.CreateSymbolicLink(path, path);
        }
    }
}
