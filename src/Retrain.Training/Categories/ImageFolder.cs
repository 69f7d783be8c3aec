using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Categories;

/// <summary>A folder whose sub-folders are categories, as retrain.py's --image_dir.</summary>
internal static class ImageFolder
{
    /// <summary>
    /// The categories, ordered by folder name. Every file below a category's folder belongs to it, whatever its extension: what is no
    /// image is named when it is decoded.
    /// </summary>
    /// <param name="imageDir">The folder of the categories.</param>
    /// <param name="strict">Whether a folder that cannot be read is an error; otherwise it is left out with a warning.</param>
    /// <param name="report">Told all that is wrong; of several errors the last one is thrown instead.</param>
    /// <exception cref="RetrainException">No such folder, no categories, or only one; a folder's name cannot be a label.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<Category> Read(string imageDir, bool strict, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        RequireFolder(imageDir);
        FolderWalk walk = new(strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        IReadOnlyList<WalkedFolder> categoryFolders = CategoryFolders(imageDir, walk);
        Category[] categories = Categories(
            categoryFolders, walk, (folder, count) => CategoryChecks.ReportCount(Path.Combine(imageDir, folder.Name), count, report), cancellationToken);
        CategoryChecks.Require(imageDir, categoryFolders.Count, categories, walk.UnreadableCount, strict, report);
        return categories;
    }

    /// <summary>As <see cref="Read"/>, of images to test a model with: one category is enough, and few images are no fault.</summary>
    /// <exception cref="RetrainException">No such folder, or no image in it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<Category> ReadToTest(string imageDir, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        RequireFolder(imageDir);
        FolderWalk walk = new(Severity.Warning, report, cancellationToken);
        Category[] categories = Categories(CategoryFolders(imageDir, walk), walk, (_, _) => { }, cancellationToken);
        if (walk.UnreadableCount > 0)
        {
            report(DataDiagnostics.FoldersLeftOut(imageDir, walk.UnreadableCount));
        }

        return categories.Length > 0 ? categories : throw new RetrainException(DataDiagnostics.NoCategories(imageDir));
    }

    private static void RequireFolder(string imageDir)
    {
        if (!Directory.Exists(imageDir))
        {
            throw new RetrainException(DataDiagnostics.NoImageFolder(imageDir));
        }
    }

    /// <param name="reportCount">Told the number of images in each folder whose content is known.</param>
    private static Category[] Categories(
        IReadOnlyList<WalkedFolder> categoryFolders, FolderWalk walk, Action<WalkedFolder, int> reportCount, CancellationToken cancellationToken)
    {
        List<(string Name, IReadOnlyList<ImageFile> Images)> folders = [];
        foreach (WalkedFolder folder in categoryFolders)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int unreadable = walk.UnreadableCount;
            IReadOnlyList<ImageFile> images = walk.ImagesBelow(folder);
            if (images.Count > 0)
            {
                folders.Add((folder.Name, images));
            }

            if (images.Count > 0 || walk.UnreadableCount == unreadable)
            {
                reportCount(folder, images.Count);
            }
        }

        return [.. folders.Zip(LabelRule.LabelsOf([.. folders.Select(folder => folder.Name)]),
            (folder, label) => new Category(label, folder.Name, folder.Images))];
    }

    private static IReadOnlyList<WalkedFolder> CategoryFolders(string imageDir, FolderWalk walk)
    {
        try
        {
            return [.. walk.Read(WalkedFolder.Start(Path.GetFullPath(imageDir))).Folders.OrderBy(folder => folder.Name, CodePointOrder.Instance)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(ImageDiagnostics.Unreachable(imageDir, exception.Message.TrimEnd('.')), exception);
        }
    }
}
