using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class NoticesTests(PackedTool packedTool)
{
    [Fact]
    public async Task NameEveryPackageThatIsCarried()
    {
        int packages = 0;
        foreach (string path in Directory.EnumerateFiles(await packedTool.PackagesAsync(), "*.nupkg"))
        {
            using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            if (package.Entries.SingleOrDefault(entry => entry.Name == "dotnet-retrain.deps.json") is not ZipArchiveEntry dependencies)
            {
                continue;
            }

            packages++;
            string notices = await ReadAsync(package.GetEntry("THIRD-PARTY-NOTICES.txt").ShouldNotBeNull(path));
            using JsonDocument document = JsonDocument.Parse(await ReadAsync(dependencies));
            string[] carried = [.. document.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name.Split('/')[0])];

            carried.ShouldNotBeEmpty();
            carried.Where(name => !IsNamed(name, notices)).ShouldBeEmpty(path);
        }

        packages.ShouldBeGreaterThan(0);
    }

    // SkiaSharp stands for SkiaSharp.NativeAssets.Win32, but Microsoft for nothing.
    private static bool IsNamed(string package, string notices)
    {
        string[] words = package.Split('.');
        return Enumerable.Range(1, words.Length).Select(count => string.Join('.', words[..count]))
            .Where(name => name is not ("Microsoft" or "System" or "NuGet"))
            .Any(name => Regex.IsMatch(notices, $@"(?<![\w.]){Regex.Escape(name)}(?![\w.])"));
    }

    private static async Task<string> ReadAsync(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(await entry.OpenAsync(TestContext.Current.CancellationToken));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
