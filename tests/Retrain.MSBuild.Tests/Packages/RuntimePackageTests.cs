using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Packages;

public sealed class RuntimePackageTests(PackedPackages packages)
{
    private const string OnlyRuntime =
        $"""<ItemGroup><PackageReference Include="Retrain.Runtime" Version="{PackedPackages.Version}" /></ItemGroup>""";

    private const string WithSkia = """<ItemGroup><PackageReference Include="SkiaSharp" Version="[4.155.0,)" /></ItemGroup>""";
    private static readonly string[] Unused = [".pdb", ".lib", ".aar", ".zip"];

    [Fact]
    public async Task APortableAppHasTheLibrariesOfSystemsThatClassify()
    {
        using UserProject app = await RestoredAsync(properties: "<OutputType>Exe</OutputType>");

        (await app.RunAsync("publish", "--no-restore", "--output", app.PathOf("published"))).ShouldSucceed();

        FileInfo[] files = Files(app);
        files.Where(file => file.Name != "App.pdb").ShouldAllBe(file => !Unused.Contains(file.Extension));
        files.Sum(file => file.Length).ShouldBeLessThan(300_000_000);
        string[] systems = [.. Directory.GetDirectories(app.PathOf("published/runtimes")).Select(folder => Path.GetFileName(folder)!)];
        systems.ShouldBe(["linux-arm64", "linux-x64", "osx", "osx-arm64", "win-arm64", "win-x64"], ignoreOrder: true);
        foreach (string listed in NativeFilesOf(app.PathOf("published/App.deps.json")))
        {
            File.Exists(Path.Combine(app.PathOf("published"), listed)).ShouldBeTrue(listed);
        }
    }

    [Fact]
    public async Task AnAppForOneSystemIsSmall()
    {
        using UserProject app = await RestoredAsync();

        (await app.RunAsync("publish", "--no-restore", "--output", app.PathOf("published"))).ShouldSucceed()
            .Output.ShouldNotContain("RT4119");

        Files(app).Where(file => file.Name != "App.pdb").ShouldAllBe(file => !Unused.Contains(file.Extension));
        long limitBytes = OperatingSystem.IsMacOS() ? 65_000_000 : 45_000_000; // ONNX Runtime alone has 45 MB there
        Files(app).Sum(file => file.Length).ShouldBeLessThan(limitBytes);
    }

    [Theory]
    [InlineData("win-x86")]
    [InlineData("osx-x64")]
    [InlineData("linux-musl-x64")]
    [InlineData("linux-musl-arm64")]
    [InlineData("linux-x86")]
    public async Task ASystemThatCannotClassifyIsNamedInTheBuild(string system)
    {
        using UserProject app = await RestoredAsync(
            $"<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost><RuntimeIdentifier>{system}</RuntimeIdentifier>");

        (await app.RunAsync("build", "--no-restore", "-t:ResolvePackageAssets")).ShouldSucceed().Output
            .ShouldContain($"warning RT4119: ONNX Runtime or SkiaSharp has no native library for the RuntimeIdentifier '{system}'");
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("win-x64")]
    [InlineData("win-arm64")]
    [InlineData("osx-arm64")]
    public async Task OtherSystemsAreNot(string system)
    {
        using UserProject app = await RestoredAsync(
            $"<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost><RuntimeIdentifier>{system}</RuntimeIdentifier>",
            """<ItemGroup><NativeCopyLocalItems Include="own.pdb" /><RuntimeTargetsCopyLocalItems Include="own.so" /></ItemGroup>""");

        (await app.RunAsync("build", "--no-restore", "-t:ResolvePackageAssets")).ShouldSucceed().Output.ShouldNotContain("RT4119");
    }

    [Theory]
    [InlineData("", "", false, false)]
    [InlineData("", WithSkia, false, true)]
    [InlineData("<RetrainKeepNativeFiles>true</RetrainKeepNativeFiles>", "", true, true)]
    public async Task WhatIsLeftOutCanBeKept(string properties, string references, bool symbols, bool otherSystems)
    {
        using UserProject app = await RestoredAsync($"<OutputType>Exe</OutputType>{properties}", references);

        string items = (await app.DotnetAsync(
            "build", "--no-restore", "-t:ResolvePackageAssets", "-getItem:RuntimeTargetsCopyLocalItems")).ShouldSucceed().Output;

        Has("libSkiaSharp.pdb").ShouldBe(symbols);
        Has("onnxruntime.aar").ShouldBe(symbols);
        Has("linux-musl-x64/native/libSkiaSharp.so").ShouldBe(otherSystems);
        Has("linux-x64/native/libonnxruntime.so").ShouldBeTrue();

        bool Has(string path) => items.Replace("\\\\", "/", StringComparison.Ordinal).Contains(path, StringComparison.Ordinal);
    }

    private async Task<UserProject> RestoredAsync(string? properties = null, string references = "")
    {
        string text = properties is null
            ? ProjectText.With(references, packages: OnlyRuntime)
            : ProjectText.With(references, packages: OnlyRuntime, properties: properties);
        UserProject app = await UserProject.CreatedAsync(packages, text);
        app.Write("Program.cs", "System.Console.WriteLine(typeof(Retrain.Runtime.ImageClassifier));");
        (await app.DotnetAsync("restore")).ShouldSucceed();
        return app;
    }

    private static FileInfo[] Files(UserProject app) =>
        [.. new DirectoryInfo(app.PathOf("published")).EnumerateFiles("*", SearchOption.AllDirectories)];

    private static List<string> NativeFilesOf(string depsFile)
    {
        using JsonDocument deps = JsonDocument.Parse(File.ReadAllBytes(depsFile));
        List<string> files = [];
        foreach (JsonProperty library in deps.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject())
        {
            if (library.Value.TryGetProperty("runtimeTargets", out JsonElement targets))
            {
                files.AddRange(targets.EnumerateObject().Select(file => file.Name));
            }
        }

        files.ShouldNotBeEmpty();
        return files;
    }
}
