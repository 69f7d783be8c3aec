using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Categories;

/// <summary>A folder whose sub-folders are categories, as retrain.py's --image_dir.</summary>
internal static class ImageFolder
{
    // retrain.py's warning: below this, a category hardly fills its three sets.
    private const int FewImages = 20;

    // retrain.py's MAX_NUM_IMAGES_PER_CLASS: the split has no finer grain.
    private const int MaximumImages = (1 << 27) - 1;

    /// <summary>
    /// The categories, ordered by folder name. Every file below a category's folder belongs to it, whatever its extension: what is no
    /// image is named when it is decoded.
    /// </summary>
    /// <exception cref="RetrainException">No such folder, no categories, or only one; a folder's name cannot be a label.</exception>
    public static IReadOnlyList<Category> Read(string imageDir, Action<Diagnostic> report)
    {
        if (!Directory.Exists(imageDir))
        {
            throw new RetrainException(DataDiagnostics.NoImageFolder(imageDir));
        }

        try
        {
            return ReadCategories(imageDir, report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(DataDiagnostics.Unreachable(imageDir, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static Category[] ReadCategories(string imageDir, Action<Diagnostic> report)
    {
        string[] folderNames = [.. Directory.EnumerateDirectories(imageDir).Select(folder => Path.GetFileName(folder)!).Order(CodePointOrder.Instance)];
        List<(string Name, IReadOnlyList<ImageFile> Images)> folders = [];
        foreach (string name in folderNames)
        {
            string folder = Path.Combine(imageDir, name);
            List<ImageFile> images = ImagesBelow(imageDir, folder, report);
            ReportCount(folder, images.Count, report);
            if (images.Count > 0)
            {
                folders.Add((name, images));
            }
        }

        IReadOnlyList<string> labels = LabelRule.LabelsOf([.. folders.Select(folder => folder.Name)]);
        Category[] categories = [.. folders.Select((folder, i) => new Category(labels[i], folder.Name, folder.Images))];
        RequireTwo(imageDir, folderNames.Length, categories);
        RequireOneLine(imageDir, categories);
        return categories;
    }

    internal static void ReportCount(string folder, int count, Action<Diagnostic> report)
    {
        switch (count)
        {
            case 0:
                report(DataDiagnostics.EmptyCategory(folder));
                break;
            case < FewImages:
                report(DataDiagnostics.FewImages(folder, count));
                break;
            case > MaximumImages:
                report(DataDiagnostics.TooManyImages(folder, count, MaximumImages));
                break;
        }
    }

    internal static void RequireTwo(string imageDir, int folderCount, IReadOnlyList<Category> categories)
    {
        Diagnostic? problem = (folderCount, categories.Count) switch
        {
            (0, _) => DataDiagnostics.NoCategories(imageDir),
            (_, 0) => DataDiagnostics.OnlyEmptyCategories(imageDir, folderCount),
            (_, 1) => DataDiagnostics.OneCategory(imageDir, categories[0].FolderName),
            _ => null,
        };
        if (problem is not null)
        {
            throw new RetrainException(problem);
        }
    }

    private static void RequireOneLine(string imageDir, IEnumerable<Category> categories)
    {
        if (categories.FirstOrDefault(category => category.Label.AsSpan().ContainsAny('\n', '\r')) is Category broken)
        {
            throw new RetrainException(DataDiagnostics.LabelWithLineBreak(Path.Combine(imageDir, broken.FolderName)));
        }
    }

    internal static List<ImageFile> ImagesBelow(string imageDir, string folder, Action<Diagnostic> report)
    {
        List<ImageFile> images = [];
        Collect(new DirectoryInfo(folder), "", [RealPath(imageDir), RealPath(folder)], images, report);
        images.Sort((left, right) => CodePointOrder.Instance.Compare(left.RelativePath, right.RelativePath));
        return images;
    }

    private static void Collect(DirectoryInfo folder, string prefix, HashSet<string> ancestors, List<ImageFile> images, Action<Diagnostic> report)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                if (!IgnoredFiles.Contains(entry.Name))
                {
                    images.Add(new ImageFile(entry.FullName, prefix + entry.Name));
                }

                continue;
            }

            string realPath = RealPath(inner.FullName);
            if (!ancestors.Add(realPath))
            {
                report(DataDiagnostics.LinkLoop(inner.FullName));
                continue;
            }

            Collect(inner, $"{prefix}{inner.Name}/", ancestors, images, report);
            ancestors.Remove(realPath);
        }
    }

    // A linked folder counts like any other, but one that leads back to a folder above it would never end.
    private static string RealPath(string folder) =>
        Path.TrimEndingDirectorySeparator(new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder));
}
