using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

/// <summary>
/// Every file of every package, with its size, stands in the folder Files beside this test. To write the lists anew, set
/// RETRAIN_TEST_WRITE_FILES=true, and read what has changed.
/// </summary>
public sealed partial class PackageFilesTests(PackedTool packedTool)
{
    private const double Growth = 1.05;
    private const long SmallBytes = 4096; // of a file that may grow by more

    private static readonly bool Writes = Environment.GetEnvironmentVariable("RETRAIN_TEST_WRITE_FILES") == "true";
    private static readonly string Lists = Repository.PathOf("tests/Retrain.Tool.Tests/Packages/Files");

    [Fact]
    public async Task AreListedAndDoNotGrow()
    {
        List<string> problems = [];
        foreach (string path in await BuiltPackagesAsync())
        {
            Dictionary<string, long> files = FilesOf(path);
            string list = Path.Combine(Lists, $"{IdOf(path)}.txt");
            if (Writes)
            {
                await File.WriteAllLinesAsync(
                    list, files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Value,9} {file.Key}"),
                    TestContext.Current.CancellationToken);
            }

            problems.AddRange(File.Exists(list) ? Compare(IdOf(path), files, Read(list)) : [$"{IdOf(path)} has no list of its files"]);
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task OfLibrariesHaveSymbolsInAPackageOfTheirOwn()
    {
        string[] libraries = [.. (await BuiltPackagesAsync()).Where(path => Libraries(path).Any())];

        libraries.ShouldNotBeEmpty();
        foreach (string path in libraries)
        {
            string symbols = Path.ChangeExtension(path, ".snupkg");
            string[] expected = [.. Libraries(path).Select(name => Path.ChangeExtension(name, ".pdb"))];
            File.Exists(symbols).ShouldBeTrue(symbols);
            FilesOf(symbols).Keys.Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).ShouldBe(expected, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task SayWhatTheyAreMadeOf()
    {
        HashSet<string> numbers = [];
        foreach (string path in await BuiltPackagesAsync())
        {
            using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            ZipArchiveEntry entry = package.GetEntry("sbom/bom.json").ShouldNotBeNull(path);
            using Stream stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
            using JsonDocument bill = await JsonDocument.ParseAsync(stream, default, TestContext.Current.CancellationToken);

            bill.RootElement.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
            numbers.Add(bill.RootElement.GetProperty("serialNumber").GetString()!);
        }

        numbers.Count.ShouldBeGreaterThan(2);
    }

    private static IEnumerable<string> Compare(string package, Dictionary<string, long> files, Dictionary<string, long> expected)
    {
        foreach (string name in files.Keys.Except(expected.Keys))
        {
            yield return $"{package}: {name} is new, with {files[name]} bytes";
        }

        foreach (string name in expected.Keys.Except(files.Keys))
        {
            yield return $"{package}: {name} is missing";
        }

        foreach ((string name, long bytes) in files)
        {
            if (expected.TryGetValue(name, out long before) && bytes > (before * Growth) + SmallBytes)
            {
                yield return $"{package}: {name} has grown from {before} to {bytes} bytes";
            }
        }
    }

    private static Dictionary<string, long> Read(string list) => File.ReadLines(list).ToDictionary(
        line => line[10..], line => long.Parse(line[..9], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture));

    // What a file takes in the package, and the package as a whole.
    private static Dictionary<string, long> FilesOf(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        Dictionary<string, long> files = package.Entries.ToDictionary(entry => entry.FullName, entry => entry.CompressedLength);
        files["(download)"] = new FileInfo(path).Length;
        files["(unpacked)"] = package.Entries.Sum(entry => entry.Length);
        return files;
    }

    private static IEnumerable<string> Libraries(string path) => FilesOf(path).Keys
        .Where(name => name.StartsWith("lib/", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal));

    private static string IdOf(string path) => VersionAtTheEnd().Replace(Path.GetFileNameWithoutExtension(path), "");

    // Alone, tests pack too little to compare.
    private async Task<string[]> BuiltPackagesAsync()
    {
        Assert.SkipUnless(PackedTool.AreBuilt, "build/build.cs packs for all platforms, and runs this test on that");
        return Directory.GetFiles(await packedTool.PackagesAsync(), "*.nupkg");
    }

    [GeneratedRegex(@"\.\d+\.\d+\.\d+(-.*)?$")]
    private static partial Regex VersionAtTheEnd();
}
