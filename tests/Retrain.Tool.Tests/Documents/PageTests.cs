using System.Xml.Linq;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

/// <summary>A reader can follow every link, and finds every page from the README.</summary>
public sealed class PageTests
{
    private static readonly string RepositoryUrl =
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void LinksResolve(string path)
    {
        MarkdownPage page = MarkdownPage.At(path);

        page.Links.Where(link => !Resolves(page, link)).ShouldBeEmpty();
    }

    [Fact]
    public void ReadmeHasAtMost220Lines() => MarkdownPage.At("README.md").Lines.Count.ShouldBeLessThanOrEqualTo(220);

    [Fact]
    public void ReadmeLeadsToEveryPageOfDocs()
    {
        string[] pages = [.. MarkdownPage.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal))];

        pages.Except(MarkdownPage.At("README.md").Links).ShouldBeEmpty();
    }

    /// <summary>A package gallery shows a package's README without the files beside it.</summary>
    [Fact]
    public void PackagesLinkAbsolutely()
    {
        MarkdownPage[] readmes = [.. MarkdownPage.All.Where(page => page.Path.StartsWith("src/", StringComparison.Ordinal))];

        readmes.Length.ShouldBe(4);
        readmes.SelectMany(readme => readme.Links).ShouldAllBe(link => link.StartsWith("https://", StringComparison.Ordinal));
    }

    [Fact]
    public void PicturesAreSmall() =>
        Directory.EnumerateFiles(Repository.PathOf("docs/images")).ShouldAllBe(path => new FileInfo(path).Length < 200_000);

    // The project's own pages are looked up in the checkout; other sites are not asked.
    private static bool Resolves(MarkdownPage page, string link)
    {
        string[] ways = [$"{RepositoryUrl}/blob/main/", $"{RepositoryUrl}/tree/main/"];
        if (ways.FirstOrDefault(way => link.StartsWith(way, StringComparison.Ordinal)) is string way)
        {
            return Exists(link[way.Length..]);
        }

        if (link.Contains("://", StringComparison.Ordinal))
        {
            return true;
        }

        string folder = Path.GetDirectoryName(Repository.PathOf(page.Path))!;
        return link.StartsWith('#')
            ? page.Anchors.Contains(link[1..])
            : Exists(Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, link))).Replace('\\', '/'));
    }

    private static bool Exists(string link) => link.Split('#') switch
    {
        [string path] => Path.Exists(Repository.PathOf(path)),
        [string path, string anchor] => MarkdownPage.All.Any(page => page.Path == path && page.Anchors.Contains(anchor)),
        _ => false,
    };
}
