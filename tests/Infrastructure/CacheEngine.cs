namespace Retrain.Tests.Infrastructure;

/// <summary>
/// A server of others that tests/engines starts, which RETRAIN_TEST_CACHE_ENGINES names. Without it, a test is skipped and says so;
/// .ci/run starts all of them.
/// </summary>
/// <param name="name">The name in the variable.</param>
/// <param name="folder">The name of its folder.</param>
internal sealed class CacheEngine(string name, string folder)
{
    private const string Variable = "RETRAIN_TEST_CACHE_ENGINES";

    // Tests have a temporary folder of their own.
    private const string FolderVariable = "RETRAIN_TEST_ENGINES_DIR";

    /// <summary>Starts with the configuration of docs/shared-cache.md.</summary>
    public static CacheEngine Nginx { get; } = new("nginx", "nginx-cache");

    /// <summary>Speaks the language of S3.</summary>
    public static CacheEngine Swift { get; } = new("swift", "swift-s3");

    /// <summary>Skips the calling test where the engine does not run.</summary>
    public CacheEngine Require()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable(Variable) ?? "").Split(' ').Contains(name),
            $"{name} does not run: tests/engines/{folder}-up.sh starts it, and {Variable} names it");
        return this;
    }

    /// <summary>The path of a file in its folder.</summary>
    public string PathOf(string file) =>
        Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) ?? "/tmp/retrain-test-engines", folder, file);

    /// <summary>An address of it.</summary>
    /// <param name="kind">The name of the file that has the address.</param>
    /// <param name="userInfo">The user and password.</param>
    public string Address(string kind, string userInfo = "")
    {
        string url = File.ReadAllText(PathOf($"{kind}.url")).Trim();
        return userInfo.Length > 0 ? url.Replace("//", $"//{userInfo}@", StringComparison.Ordinal) : url;
    }
}
