namespace Retrain.Tests.Infrastructure;

/// <summary>The Release build of this checkout, which packages are made of.</summary>
internal static class ReleaseBuild
{
    // Set by build/build.cs once it has built: nothing has changed since, so that packing needs no second build of the same sources.
    private static readonly bool IsThere = Environment.GetEnvironmentVariable("RETRAIN_TEST_RELEASE_BUILD") == "true";

    /// <summary>The arguments with which dotnet packs a project.</summary>
    /// <param name="project">The project's folder in the checkout.</param>
    /// <param name="packages">The folder for the .nupkg file.</param>
    /// <param name="artifacts">A folder for a build of its own, so that the build that the tests came from stays as it is.</param>
    public static string[] PackArguments(string project, string packages, string artifacts) =>
    [
        "pack", Repository.PathOf(project), "--configuration", "Release", "--output", packages,
        .. IsThere ? (string[])["--no-build"] : [$"--artifacts-path={artifacts}", "-p:RunAnalyzers=false"],
    ];
}
