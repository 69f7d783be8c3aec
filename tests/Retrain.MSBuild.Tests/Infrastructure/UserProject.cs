using System.Diagnostics;
using System.Globalization;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>A folder with a project and photos, built as its user does.</summary>
internal sealed class UserProject : IDisposable
{
    private static readonly string[] TrainArguments = ["build", "--no-restore", "-t:RetrainModels"];

    private readonly TemporaryFolder root = new();
    private readonly PackedPackages packages;
    private readonly string name;
    private int builds;
    private bool isRestored = true;
    private IReadOnlyList<string> lastArguments = [];

    private UserProject(PackedPackages packages, string name, string folder)
    {
        this.packages = packages;
        this.name = name;
        Folder = root.PathOf(folder);
        CacheDir = packages.CacheDir;
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The project's own folder, with the photos in photos/.</summary>
    public string Folder { get; }

    public string CacheDir { get; set; }

    public string ProjectFile => PathOf(name);

    /// <summary>
    /// Writes a project, with the photos of two categories, whose first build restores it: in the same process, that takes half the time.
    /// </summary>
    /// <param name="packages">The packed packages.</param>
    /// <param name="text">The project's text.</param>
    /// <param name="name">The project's file name.</param>
    /// <param name="folder">The project's folder, below a temporary folder.</param>
    public static async Task<UserProject> RestoringAsync(
        PackedPackages packages, string text, string name = "App.csproj", string folder = "App")
    {
        UserProject project = await CreatedAsync(packages, text, name, folder);
        project.isRestored = false;
        return project;
    }

    /// <summary>Writes the same as <see cref="RestoringAsync"/>, but no build restores it.</summary>
    public static async Task<UserProject> CreatedAsync(
        PackedPackages packages, string text, string name = "App.csproj", string folder = "App")
    {
        UserProject project = new(packages, name, folder);
        await packages.WriteNuGetConfigAsync(project.root.Path);
        project.Write(name, text);
        Copy(packages.Photos, project.PathOf("photos"));
        return project;
    }

    /// <summary>
    /// Imports the package's targets without a restore of its own, for tests that ask only about training and not about the compiler.
    /// </summary>
    public static async Task<UserProject> ImportingAsync(
        PackedPackages packages, string content, string sdk = "Microsoft.NET.Sdk", string name = "App.csproj")
    {
        string build = Path.Combine(await packages.UnpackedAsync(), "build");
        UserProject project = await CreatedAsync(packages, ProjectText.With(
            $"""
            <Import Project="{build}/Retrain.MSBuild.props" />
            {content}
            <Import Project="{build}/Retrain.MSBuild.targets" />
            """,
            sdk, packages: ""), name);
        await project.WriteAssetsAsync("obj");
        return project;
    }

    /// <summary>Writes what a restore of a project with all packages would write into its obj folder.</summary>
    public async Task WriteAssetsAsync(string relativePath) =>
        Write($"{relativePath}/project.assets.json", await File.ReadAllTextAsync(await packages.AssetsFileAsync()));

    public string PathOf(string relativePath) => Path.Combine(Folder, relativePath);

    /// <summary>A file of the model Flowers, which builds write.</summary>
    public string ModelFile(string ending, string model = "Flowers") => PathOf($"obj/retrain/{model}/{model}{ending}");

    public void Write(string relativePath, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relativePath))!);
        File.WriteAllText(PathOf(relativePath), text);
    }

    public void WriteImage(string relativePath, int category, int seed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relativePath))!);
        File.WriteAllBytes(PathOf(relativePath), DrawnPhotos.Draw(category, seed));
    }

    /// <summary>Runs dotnet build --no-restore, offline.</summary>
    public Task<BuildRun> BuildAsync(params IReadOnlyList<string> arguments) => RunAsync(["build", "--no-restore", .. arguments]);

    /// <summary>Runs only what the package adds to a build, without the compiler.</summary>
    public Task<BuildRun> TrainAsync(params IReadOnlyList<string> arguments) => RunAsync([.. TrainArguments, .. arguments]);

    /// <summary>Runs any command of dotnet that builds.</summary>
    public async Task<BuildRun> RunAsync(params IReadOnlyList<string> arguments)
    {
        string log = NextLog();
        lastArguments = [];
        using Process process = Start(log, isRestored ? arguments : [.. arguments.Where(argument => argument != "--no-restore")]);
        isRestored = true;
        BuildRun run = new(await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken), log);
        lastArguments = run.Process.ExitCode == 0 ? arguments : [];
        return run;
    }

    /// <summary>Trains, unless the last build was one that trains what is out of date and nothing else.</summary>
    public async Task TrainOnceAsync()
    {
        if (!lastArguments.SequenceEqual(TrainArguments))
        {
            (await TrainAsync()).ShouldSucceed();
        }
    }

    /// <summary>Starts a build and leaves it running.</summary>
    public Process Start(params IReadOnlyList<string> arguments) => Start(NextLog(), arguments);

    /// <summary>Runs any command of dotnet.</summary>
    public Task<ToolRun> DotnetAsync(params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync("dotnet", arguments, BuildEnvironment.With(CacheDir), TestContext.Current.CancellationToken, Folder);

    public void Dispose() => root.Dispose();

    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string NextLog() => root.PathOf($"build-{Interlocked.Increment(ref builds).ToString(CultureInfo.InvariantCulture)}.binlog");

    private Process Start(string log, IReadOnlyList<string> arguments) =>
        ChildProcess.Start("dotnet", [.. arguments, $"-bl:LogFile={log};ProjectImports=None"], BuildEnvironment.Offline(CacheDir), Folder);
}
