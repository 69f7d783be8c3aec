namespace Retrain.Tests.Infrastructure;

/// <summary>The build of this checkout that packages are made of.</summary>
internal static class PackedBuild
{
    // build/build.cs sets this once it has built Release. Alone, tests pack the build that they came from: a second build of the same
    // sources takes longer than most of the tests that use it.
    private static readonly string Configuration = Environment.GetEnvironmentVariable("RETRAIN_TEST_RELEASE_BUILD") == "true"
        ? "Release"
        : new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The tool of that build, which dotnet starts.</summary>
    public static string Tool => Repository.PathOf($"src/Retrain.Tool/bin/{Configuration}/net10.0/dotnet-retrain.dll");

    /// <summary>The arguments with which dotnet packs a project.</summary>
    /// <param name="project">The project's folder in the checkout.</param>
    /// <param name="packages">The folder for the .nupkg file.</param>
    public static string[] PackArguments(string project, string packages) =>
        ["pack", Repository.PathOf(project), "--configuration", Configuration, "--no-build", "--output", packages];
}
