namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Variables for all builds of tests: no process outlives them, and none asks the network.</summary>
internal static class BuildEnvironment
{
    public static Dictionary<string, string?> With(string cacheDir) => new()
    {
        ["RETRAIN_CACHE_DIR"] = cacheDir,
        ["NUGET_PACKAGES"] = null,
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = CompilerServer.Name,
        ["NuGetAudit"] = "false",

        // The native libraries of all systems take 700 MB in the output of an app.
        ["CreateHardLinksForCopyLocalIfPossible"] = "true",
        ["CreateHardLinksForPublishFilesIfPossible"] = "true",
    };

    /// <summary>Variables with which every request to the network fails.</summary>
    public static Dictionary<string, string?> Offline(string cacheDir) =>
        new(With(cacheDir))
        {
            ["HTTP_PROXY"] = "http://127.0.0.1:9",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["ALL_PROXY"] = "http://127.0.0.1:9",
            ["NO_PROXY"] = null,
        };
}
