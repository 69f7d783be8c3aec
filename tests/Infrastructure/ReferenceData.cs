namespace Retrain.Tests.Infrastructure;

/// <summary>
/// Photos and goldens too large, or not ours, to commit: they lie beside the checkout in "shared". In CI a test that lacks them fails;
/// elsewhere it is skipped and says so.
/// </summary>
internal static class ReferenceData
{
    /// <summary>The full path of a file or folder of the reference data; skips the calling test where there is none.</summary>
    /// <param name="relativePath">For instance "datasets/flower_photos".</param>
    public static string PathOf(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", relativePath));
        if (File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        string message = $"reference data '{relativePath}' is not there (looked in a folder 'shared' beside the checkout)";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        throw new InvalidOperationException("Assert.Skip returned");
    }
}
