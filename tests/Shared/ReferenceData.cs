namespace Retrain.Tests.Shared;

/// <summary>
/// Photos and goldens too large, or not ours, to commit: they lie beside the checkout in "shared". In CI a test that lacks them fails;
/// elsewhere it is skipped and says so.
/// </summary>
internal static class ReferenceData
{
    private static readonly string? Root = FindRoot();

    /// <summary>The full path of a file or folder of the reference data; skips the calling test where there is none.</summary>
    /// <param name="relativePath">For instance "datasets/flower_photos".</param>
    public static string PathOf(string relativePath)
    {
        string? path = Root is null ? null : Path.Combine(Root, relativePath);
        if (path is not null && (File.Exists(path) || Directory.Exists(path)))
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

    private static string? FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RetrainTool.sln")))
            {
                return folder.Parent is null ? null : Path.Combine(folder.Parent.FullName, "shared");
            }
        }

        return null;
    }
}
