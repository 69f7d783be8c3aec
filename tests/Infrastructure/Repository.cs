namespace Retrain.Tests.Infrastructure;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RetrainTool.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no RetrainTool.sln above {AppContext.BaseDirectory}");
    }
}
