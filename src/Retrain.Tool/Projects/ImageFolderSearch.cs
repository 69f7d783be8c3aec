namespace Retrain.Tool.Projects;

/// <summary>Finds the folder of a project's photos, if the user does not name it.</summary>
internal static class ImageFolderSearch
{
    private static readonly HashSet<string> Extensions =
        new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp" };

    // Images in these folders belong to builds and web sites.
    private static readonly HashSet<string> OtherFolders =
        new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "wwwroot" };

    /// <summary>
    /// Finds the only sub-folder with two or more sub-folders of images; <see langword="null"/> if there is none, or more than one.
    /// </summary>
    public static string? Find(string projectFolder)
    {
        string[] folders =
        [
            .. SubFolders(projectFolder)
                .Where(folder => !OtherFolders.Contains(Path.GetFileName(folder)))
                .Where(folder => SubFolders(folder).Where(HasImages).Take(2).Count() == 2)
                .Take(2),
        ];
        return folders is [string only] ? only : null;
    }

    // Folders that are hidden or cannot be read are ignored.
    private static IEnumerable<string> SubFolders(string folder) => Directory.EnumerateDirectories(folder, "*", new EnumerationOptions());

    private static bool HasImages(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions()).Any(file => Extensions.Contains(Path.GetExtension(file)));
}
