using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>
/// The apps of samples/, in a folder of the test's own with the images that they train on, built with the packed packages.
/// </summary>
internal sealed partial class SampleApps : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly PackedPackages packages;

    private SampleApps(PackedPackages packages) => this.packages = packages;

    /// <summary>Copies samples/ and builds one app of it.</summary>
    public static async Task<SampleApps> BuiltAsync(PackedPackages packages, string app)
    {
        SampleApps apps = await CopiedAsync(packages, app);
        (await apps.DotnetAsync("build", apps.PathOf(app))).ShouldSucceed();
        return apps;
    }

    /// <summary>Copies samples/ with one app of it.</summary>
    public static async Task<SampleApps> CopiedAsync(PackedPackages packages, string app)
    {
        SampleApps apps = new(packages);
        await packages.WriteNuGetConfigAsync(apps.root.Path);
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("samples"), "Directory.*.props"))
        {
            File.Copy(file, apps.root.PathOf(Path.GetFileName(file)));
        }

        UserProject.Copy(Repository.PathOf("samples/road_signs/images"), apps.root.PathOf("road_signs/images"));
        apps.CopyApp(app);
        return apps;
    }

    public string PathOf(string relativePath) => root.PathOf(relativePath);

    public Dictionary<string, string?> Environment() => BuildEnvironment.With(packages.CacheDir);

    public void Dispose() => root.Dispose();

    // Nothing but the version of our packages is changed.
    private void CopyApp(string app)
    {
        string source = Repository.PathOf(Path.Combine("samples", app));
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relativePath = Path.GetRelativePath(source, file);
            if (relativePath.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                root.Write(Path.Combine(app, relativePath), File.ReadAllBytes(file));
            }
        }

        foreach (string file in Directory.EnumerateFiles(root.PathOf(app)).Where(file => Path.GetExtension(file) is ".csproj" or ".cs"))
        {
            string text = File.ReadAllText(file);
            string changed = Reference().Replace(text, "${1}" + PackedPackages.Version);
            if (changed != text)
            {
                File.WriteAllText(file, changed);
            }
        }
    }

    private Task<ToolRun> DotnetAsync(params string[] arguments) =>
        ChildProcess.RunAsync("dotnet", arguments, Environment(), TestContext.Current.CancellationToken, root.Path);

    [GeneratedRegex("(Include=\"Retrain\\.\\w+\" Version=\"|#:package Retrain\\.\\w+@)1\\.0\\.0")]
    private static partial Regex Reference();
}
