using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class BillOfMaterialsTests(PackedTool packedTool)
{
    private static readonly string[] Own =
        ["Retrain.Runtime.dll", "Retrain.Extensions.dll", "Retrain.Training.dll", "Retrain.MSBuild.dll", "dotnet-retrain.dll"];

    private static readonly string[] Endings = [".dll", ".so", ".dylib"];

    [Fact]
    public async Task NamesTheLibrariesThatAPackageCarriesAndNoOther()
    {
        string globalPackages = await GlobalPackagesAsync();
        string[] carriers = [.. (await BuiltPackagesAsync()).Where(path => !IsLibrary(path))];

        carriers.Length.ShouldBeGreaterThan(2);
        foreach (string path in carriers)
        {
            string[] carried = [.. LibrariesIn(path).Except(Own)];
            (string Name, string[] Files)[] bill =
                [.. ComponentsOf(path).Select(component => (component.Name, FilesOf(globalPackages, component)))];

            bill.Where(component => !component.Files.Intersect(carried).Any()).Select(component => component.Name)
                .ShouldBeEmpty($"{path} has none of their files");
            carried.Where(file => bill.Count(component => component.Files.Contains(file)) != 1)
                .ShouldBeEmpty($"{path} has these files, and not each is on its bill once");
        }
    }

    [Fact]
    public async Task NamesWhatALibraryBringsToAnApp()
    {
        string[] libraries = [.. (await BuiltPackagesAsync()).Where(IsLibrary)];

        libraries.ShouldNotBeEmpty();
        foreach (string path in libraries)
        {
            string[] bill = [.. ComponentsOf(path).Select(component => $"{component.Name} {component.Version}")];
            string[] others = [.. DependenciesOf(path).Where(name => !name.StartsWith("Retrain.", StringComparison.Ordinal))];

            others.ShouldNotBeEmpty(path);
            others.Except(bill).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task NeedsNothingThatIsNotOnIt()
    {
        foreach (string path in await BuiltPackagesAsync())
        {
            using JsonDocument bill = BillOf(path);
            JsonElement root = bill.RootElement;
            string[] known =
            [
                .. root.GetProperty("components").EnumerateArray().Append(root.GetProperty("metadata").GetProperty("component"))
                    .Select(component => component.GetProperty("bom-ref").GetString()!),
            ];
            string[] named =
                [.. root.GetProperty("dependencies").EnumerateArray().SelectMany(NamesIn).Select(name => name.GetString()!)];

            named.ShouldNotBeEmpty(path);
            named.Except(known).ShouldBeEmpty(path);
        }
    }

    private static IEnumerable<JsonElement> NamesIn(JsonElement dependency) =>
        (dependency.TryGetProperty("dependsOn", out JsonElement others) ? others.EnumerateArray().ToArray() : [])
            .Append(dependency.GetProperty("ref"));

    private static bool IsLibrary(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return package.Entries.Any(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal));
    }

    private static string[] LibrariesIn(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.Name).Where(name => Endings.Contains(Path.GetExtension(name))).Distinct()];
    }

    private static string[] DependenciesOf(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return
        [
            .. XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
                .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}").Distinct(),
        ];
    }

    private static JsonDocument BillOf(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream stream = package.GetEntry("sbom/bom.json").ShouldNotBeNull(path).Open();
        return JsonDocument.Parse(stream);
    }

    private static (string Name, string Version)[] ComponentsOf(string path)
    {
        using JsonDocument bill = BillOf(path);
        return
        [
            .. bill.RootElement.GetProperty("components").EnumerateArray()
                .Where(component => component.GetProperty("type").GetString() == "library")
                .Select(component => (component.GetProperty("name").GetString()!, component.GetProperty("version").GetString()!)),
        ];
    }

    private static string[] FilesOf(string globalPackages, (string Name, string Version) component)
    {
        string folder = Path.Combine(globalPackages, component.Name.ToLowerInvariant(), component.Version.ToLowerInvariant());
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))
                .Where(name => Endings.Contains(Path.GetExtension(name))),
        ];
    }

    private static async Task<string> GlobalPackagesAsync()
    {
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", ["nuget", "locals", "global-packages", "--list"], new(), TestContext.Current.CancellationToken);
        return run.ShouldSucceed().Output.Trim().Split(": ", 2)[1];
    }

    // Alone, tests pack without bills.
    private async Task<string[]> BuiltPackagesAsync()
    {
        Assert.SkipUnless(PackedTool.AreBuilt, "build/build.cs writes bills of materials");
        return Directory.GetFiles(await packedTool.PackagesAsync(), "*.nupkg");
    }
}
