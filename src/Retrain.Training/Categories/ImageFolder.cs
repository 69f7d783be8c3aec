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
        if (!Directory.Exists(imageDir))
        {
            throw new RetrainException(DataDiagnostics.NoImageFolder(imageDir));
        }

        FolderWalk walk = new(strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        IReadOnlyList<WalkedFolder> categoryFolders = CategoryFolders(imageDir, walk);
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
                CategoryChecks.ReportCount(Path.Combine(imageDir, folder.Name), images.Count, report);
            }
        }

        Category[] categories = [.. folders.Zip(LabelRule.LabelsOf([.. folders.Select(folder => folder.Name)]),
            (folder, label) => new Category(label, folder.Name, folder.Images))];
        CategoryChecks.Require(imageDir, categoryFolders.Count, categories, walk.UnreadableCount, strict, report);
        return categories;
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
