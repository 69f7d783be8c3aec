namespace Retrain.Tool.Projects;

/// <summary>Finds a project's photos, where its user did not say which folder they are in.</summary>
internal static class ImageFolderSearch
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp" };

    // Images in these are not what an app shall learn from.
    private static readonly HashSet<string> OtherFolders = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "wwwroot" };

    /// <summary>The only sub-folder with two or more sub-folders that have images in them; none where there is no such folder, or a choice.</summary>
    public static string? Find(string projectFolder)
    {
        string[] folders =
        [
            .. SubFolders(projectFolder)
                .Where(folder => !OtherFolders.Contains(Path.GetFileName(folder)) && SubFolders(folder).Where(HasImages).Take(2).Count() == 2)
                .Take(2),
        ];
        return folders is [string only] ? only : null;
    }

    // Folders that are hidden or cannot be read are passed over.
    private static IEnumerable<string> SubFolders(string folder) => Directory.EnumerateDirectories(folder, "*", new EnumerationOptions());

    private static bool HasImages(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions()).Any(file => Extensions.Contains(Path.GetExtension(file)));
}
