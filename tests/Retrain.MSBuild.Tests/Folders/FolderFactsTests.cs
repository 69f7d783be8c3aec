using Retrain.MSBuild.Folders;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Folders;

public sealed class FolderFactsTests : IDisposable
{
    private static readonly DateTime Written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public FolderFactsTests()
    {
        foreach (string path in new[] { "1.jpg", "2.jpg", "a name that fills one block of the hash.jpg", "inner/1.jpg", "ä.jpg" })
        {
            Write(path, "first");
        }
    }

    public static TheoryData<string> Changes => [.. Change.Keys];

    private static Dictionary<string, Action<FolderFactsTests>> Change { get; } = new()
    {
        ["added"] = test => test.Write("3.jpg", "first"),
        ["removed"] = test => File.Delete(test.folder.PathOf("1.jpg")),
        ["renamed"] = test => File.Move(test.folder.PathOf("1.jpg"), test.folder.PathOf("3.jpg")),
        ["moved"] = test => File.Move(test.folder.PathOf("2.jpg"), test.folder.PathOf("inner/2.jpg")),
        ["grown"] = test => test.Write("1.jpg", "longer"),
        ["written again"] = test => test.Write("1.jpg", "other"),
        ["written again in an inner folder"] = test => test.Write("inner/1.jpg", "other"),
        ["touched"] = test => File.SetLastWriteTimeUtc(test.folder.PathOf("1.jpg"), Written.AddTicks(10)),
        ["replaced"] = test =>
        {
            test.Write("new", "other");
            File.Move(test.folder.PathOf("new"), test.folder.PathOf("1.jpg"), overwrite: true);
        },
        ["swapped"] = test =>
        {
            File.Move(test.folder.PathOf("1.jpg"), test.folder.PathOf("3.jpg"));
            File.Move(test.folder.PathOf("2.jpg"), test.folder.PathOf("1.jpg"));
            File.Move(test.folder.PathOf("3.jpg"), test.folder.PathOf("2.jpg"));
        },
        ["swapped folders"] = test => Directory.Move(test.folder.PathOf("inner"), test.folder.PathOf("other")),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void ChangeWhenAFileIs(string change)
    {
        string before = Line();
        Line().ShouldBe(before);

        Change[change](this);

        Line().ShouldNotBe(before);
    }

    [Fact]
    public void SeeAChangeAmongMoreFilesThanOneCoreReadsAtATime()
    {
        for (int i = 0; i < 4500; i++)
        {
            Write($"many/image{i}.jpg", "first");
        }

        string before = Line();
        before.ShouldStartWith("facts\t4505\t");
        Line().ShouldBe(before);

        foreach (int i in new[] { 0, 1999, 2000, 4000, 4499 })
        {
            string last = Line();
            File.SetLastWriteTimeUtc(folder.PathOf($"many/image{i}.jpg"), Written.AddSeconds(1));
            Line().ShouldNotBe(last);
        }
    }

    [Fact]
    public void AreThoseOfTheFileThatALinkLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using TemporaryFolder elsewhere = new();
        elsewhere.Write("1.jpg", "first"u8);
        File.CreateSymbolicLink(folder.PathOf("link.jpg"), elsewhere.PathOf("1.jpg"));
        string before = Line();
        before.ShouldStartWith("facts\t6\t");

        elsewhere.Write("1.jpg", "other"u8);
        string written = Line();
        File.Delete(elsewhere.PathOf("1.jpg"));

        written.ShouldNotBe(before);
        Line().ShouldStartWith("facts\t6\t"); // the engine says that the link leads nowhere
    }

    [Fact]
    public void LeaveOutWhatSystemsMake()
    {
        string before = Line();

        folder.Write("Thumbs.db").Write("desktop.ini").Write(".hidden.jpg").Write("inner/.DS_Store").Write("@eaDir/1.jpg");

        Line().ShouldBe(before);
    }

    public void Dispose() => folder.Dispose();

    private string Line() => FolderFacts.DigestOf(folder.Path).ToString();

    private void Write(string path, string content)
    {
        folder.Write(path, System.Text.Encoding.UTF8.GetBytes(content));
        File.SetLastWriteTimeUtc(folder.PathOf(path), Written);
    }
}
