using System.Text.RegularExpressions;
using System.Xml.Linq;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

/// <summary>The items and properties of all pages train, each block in a project of its own, and all of them in one build.</summary>
public sealed partial class XmlBlockTests(PackedPackages packages)
{
    private const string AllProjects = """
        <Project>
          <ItemGroup><Block Include="*/*.csproj" /></ItemGroup>
          <Target Name="RetrainModels"><MSBuild Projects="@(Block)" Targets="RetrainModels" /></Target>
        </Project>
        """;

    private static readonly XElement DefaultModel = XElement.Parse("""<RetrainModel Include="Flowers" ImageDir="photos" />""");

    // The blocks of serving.md are tried by a test of their own.
    private static readonly CodeBlock[] Blocks =
    [
        .. MarkdownPage.All.Where(page => page.Path != "docs/serving.md").SelectMany(page => page.Blocks)
            .Where(block => block.Language == "xml").DistinctBy(block => block.Text),
    ];

    [Fact]
    public async Task Train()
    {
        using UserProject all = await UserProject.CreatedAsync(packages, AllProjects);
        string build = Path.Combine(await packages.UnpackedAsync(), "build");
        int models = 0;
        foreach (CodeBlock block in Blocks)
        {
            // The folder's name says in an error which block is wrong.
            string folder = NotInNames().Replace(block.Place, "_");
            XElement[] items = ItemsOf(block);
            models += items.Count(item => item.Name.LocalName == "RetrainModel");
            WritePhotos(all, folder, items);
            await all.WriteAssetsAsync($"{folder}/obj");
            all.Write($"{folder}/{folder}.csproj", ProjectText.With(
                $"""
                <Import Project="{build}/Retrain.MSBuild.props" />
                {string.Concat(ElementsOf(block).Where(element => element.Name.LocalName == "PropertyGroup"))}
                <ItemGroup>{string.Concat<XElement>(items)}</ItemGroup>
                <Import Project="{build}/Retrain.MSBuild.targets" />
                """,
                packages: ""));
        }

        (await all.TrainAsync()).ShouldTrain(engines: models).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ReferencePackagesOfTheVersionThatIsBuilt()
    {
        XElement[] references = [.. Blocks.SelectMany(ElementsOf).Where(element => element.Name.LocalName == "PackageReference")];

        references.ShouldNotBeEmpty();
        string version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        references.ShouldAllBe(reference => reference.Attribute("Version")!.Value == version);
    }

    // Properties alone need a model to be tried with.
    private static XElement[] ItemsOf(CodeBlock block)
    {
        XElement[] items = [.. ElementsOf(block).Where(element => element.Name.LocalName is "RetrainModel" or "ImageCategory")];
        return items.Length == 0 ? [DefaultModel] : items;
    }

    private static IEnumerable<XElement> ElementsOf(CodeBlock block) => XElement.Parse($"<Block>{block.Text}</Block>").Elements();

    // The folders that the items name: of categories, or one with two categories.
    private static void WritePhotos(UserProject all, string project, IEnumerable<XElement> items)
    {
        IEnumerable<string> named = items
            .Select(item => item.Attribute(item.Name.LocalName == "ImageCategory" ? "Include" : "ImageDir")?.Value)
            .OfType<string>().SelectMany(value => value.Split(';')).Distinct();
        int category = 0;
        foreach (string path in named)
        {
            string folder = FileName().Replace(path, "");
            string[] categories = folder.Contains('/', StringComparison.Ordinal) ? [folder] : [$"{folder}/daisy", $"{folder}/roses"];
            foreach (string photos in categories)
            {
                for (int i = 0; i < 24; i++)
                {
                    all.WriteImage($"{project}/{photos}/{i}.jpg", category, i);
                }

                category++;
            }
        }
    }

    [GeneratedRegex(@"/\*\.\w+$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\W+")]
    private static partial Regex NotInNames();
}
