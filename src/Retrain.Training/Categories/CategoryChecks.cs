using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>Checks categories, wherever they were named.</summary>
internal static class CategoryChecks
{
    // retrain.py warns below this number: a category then hardly fills its three sets.
    private const int FewImages = 20;

    // retrain.py's MAX_NUM_IMAGES_PER_CLASS: the hash that splits images has no more values.
    private const int MaximumImages = (1 << 27) - 1;

    /// <summary>Warns of a category with too few or too many images.</summary>
    public static void ReportCount(string folder, int count, Action<Diagnostic> report)
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

    /// <summary>Hints that folders look like the sets of a data set that is split already, and not like categories.</summary>
    /// <param name="origin">The folder or project that the message names.</param>
    /// <param name="folders">The paths of the categories' folders.</param>
    /// <param name="report">Receives the hint.</param>
    public static void ReportSets(string origin, IReadOnlyList<string> folders, Action<Diagnostic> report)
    {
        string[] sets = [.. folders.Where(folder => SplitFolders.SetOf(Path.GetFileName(folder)) is not null && HasFolders(folder))];
        if (sets.Length > 1 && sets.FirstOrDefault(IsTraining) is string training)
        {
            report(DataDiagnostics.LooksSplit(origin, [.. sets.Select(set => Path.GetFileName(set))], training));
        }

        static bool IsTraining(string folder) => SplitFolders.SetOf(Path.GetFileName(folder)) is Split.Training;

        static bool HasFolders(string folder) => Directory.Exists(folder)
            && Directory.EnumerateDirectories(folder, "*", new EnumerationOptions())
                .Any(inner => !IgnoredFiles.IsHiddenFolder(Path.GetFileName(inner)));
    }

    /// <summary>Reports every problem of the categories, and fails if there are fewer than two or one cannot be used.</summary>
    /// <param name="images">The categories that have images.</param>
    /// <param name="folderCount">The number of categories, including those that have no images.</param>
    /// <param name="unreadableCount">The number of folders that could not be read, each of which has been reported.</param>
    /// <param name="report">Receives every problem except the last error, which is thrown instead.</param>
    /// <exception cref="RetrainException">The last error.</exception>
    public static void Require(ImageSet images, int folderCount, int unreadableCount, Action<Diagnostic> report)
    {
        if (unreadableCount > 0 && !images.IsStrict)
        {
            report(DataDiagnostics.FoldersLeftOut(images.Origin, unreadableCount));
        }

        Diagnostic[] errors = [.. Errors(images.Origin, folderCount, images.Categories, images.IsStrict ? unreadableCount : 0)];
        if (errors.Length > 0)
        {
            Array.ForEach(errors[..^1], report);
            throw new RetrainException(errors[^1]);
        }
    }

    private static IEnumerable<Diagnostic> Errors(string origin, int folderCount, IReadOnlyList<Category> categories, int unreadableCount)
    {
        foreach (Category category in categories.Where(category => category.Label.AsSpan().ContainsAny('\n', '\r')))
        {
            yield return DataDiagnostics.LabelWithLineBreak(category.Folder);
        }

        Diagnostic? tooFew = (folderCount, categories.Count) switch
        {
            (0, _) => DataDiagnostics.NoCategories(origin),
            (_, 0) => DataDiagnostics.OnlyEmptyCategories(origin, folderCount),
            (_, 1) => DataDiagnostics.OneCategory(origin, categories[0].FolderName),
            _ => null,
        };
        if (tooFew is not null)
        {
            yield return tooFew;
        }

        if (unreadableCount > 0)
        {
            yield return DataDiagnostics.UnreadableInStrictMode(origin, unreadableCount, "folder");
        }
    }
}
