using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>A folder whose sub-folders are categories, as retrain.py's --image_dir.</summary>
internal sealed class ImageFolder
{
    private readonly string imageDir;
    private readonly FolderWalk walk;
    private readonly WalkedFolder[] categoryFolders;

    private ImageFolder(string imageDir, Severity unreadable, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        Require(imageDir);
        this.imageDir = imageDir;
        walk = new FolderWalk(unreadable, report, cancellationToken);
        categoryFolders = CategoryFolders();
    }

    /// <exception cref="RetrainException">RT1001: there is no such folder.</exception>
    public static void Require(string imageDir)
    {
        if (!Directory.Exists(imageDir))
        {
            throw new RetrainException(DataDiagnostics.NoImageFolder(imageDir));
        }
    }

    /// <summary>
    /// Reads the categories, ordered by folder name. Every file below a category's folder belongs to it, whatever its extension: files that
    /// are not images are named when they are decoded.
    /// </summary>
    /// <param name="imageDir">The folder of the categories.</param>
    /// <param name="strict">Whether a folder that cannot be read is an error; otherwise it is left out with a warning.</param>
    /// <param name="report">Told all that is wrong; of several errors the last one is thrown instead.</param>
    /// <exception cref="RetrainException">No such folder, no categories, or only one; a folder's name cannot be a label.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageSet Read(string imageDir, bool strict, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageFolder folder = new(imageDir, strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        ImageSet images = new(
            imageDir, strict,
            folder.Categories(keepsEmpty: false, (path, count) => CategoryChecks.ReportCount(path, count, report), cancellationToken));
        folder.walk.ReportHidden(imageDir);
        CategoryChecks.ReportSets(imageDir, [.. folder.categoryFolders.Select(category => Path.Combine(imageDir, category.Name))], report);
        CategoryChecks.Require(images, folder.categoryFolders.Length, folder.walk.UnreadableCount, report);
        return images;
    }

    /// <summary>Reads a folder between whose categories photos are being moved: any of them may be empty.</summary>
    /// <exception cref="RetrainException">No such folder.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageSet ReadHalfMoved(string imageDir, bool strict, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageFolder folder = new(imageDir, strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        return new(imageDir, strict, folder.Categories(keepsEmpty: true, (_, _) => { }, cancellationToken));
    }

    /// <summary>Reads images to test a model with: one category is enough, and few images are not a problem.</summary>
    /// <exception cref="RetrainException">No such folder, or no image in it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageSet ReadToTest(string imageDir, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageFolder folder = new(imageDir, Severity.Warning, report, cancellationToken);
        Category[] categories = folder.Categories(keepsEmpty: false, (_, _) => { }, cancellationToken);
        folder.walk.ReportHidden(imageDir);
        if (folder.walk.UnreadableCount > 0)
        {
            report(DataDiagnostics.FoldersLeftOut(imageDir, folder.walk.UnreadableCount));
        }

        return categories.Length > 0
            ? new(imageDir, IsStrict: false, categories)
            : throw new RetrainException(DataDiagnostics.NoCategories(imageDir));
    }

    /// <summary>
    /// Reads images to search: a folder without categories will do, and images that lie beside the categories' folders have no label.
    /// </summary>
    /// <exception cref="RetrainException">No such folder, or no image in it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImageSet ReadToSearch(string imageDir, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageFolder folder = new(imageDir, Severity.Warning, report, cancellationToken);
        Category beside = new("", 0, imageDir, folder.walk.ImagesIn(WalkedFolder.Start(Path.GetFullPath(imageDir))));
        Category[] categories = folder.Categories(keepsEmpty: false, (_, _) => { }, cancellationToken);
        folder.walk.ReportHidden(imageDir);
        if (folder.walk.UnreadableCount > 0)
        {
            report(DataDiagnostics.FoldersLeftOut(imageDir, folder.walk.UnreadableCount));
        }

        ImageSet images = new(imageDir, IsStrict: false, beside.Images.Count > 0 ? [beside, .. categories] : categories);
        return images.Categories.Count > 0 ? images : throw new RetrainException(DataDiagnostics.NoImages(imageDir));
    }

    /// <param name="keepsEmpty">Whether a folder without images is a category.</param>
    /// <param name="reportCount">Told the path of each folder whose content is known, and its number of images.</param>
    private Category[] Categories(bool keepsEmpty, Action<string, int> reportCount, CancellationToken cancellationToken)
    {
        List<(string Name, IReadOnlyList<ImageFile> Files)> folders = [];
        foreach (WalkedFolder folder in categoryFolders)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int unreadable = walk.UnreadableCount;
            IReadOnlyList<ImageFile> files = walk.ImagesBelow(folder);
            if (files.Count > 0 || keepsEmpty)
            {
                folders.Add((folder.Name, files));
            }

            if (files.Count > 0 || walk.UnreadableCount == unreadable)
            {
                reportCount(Path.Combine(imageDir, folder.Name), files.Count);
            }
        }

        IReadOnlyList<string> labels = LabelRule.LabelsOf([.. folders.Select(folder => folder.Name)]);
        Category[] categories = new Category[folders.Count];
        for (int i = 0; i < categories.Length; i++)
        {
            categories[i] = new Category(labels[i], i, Path.Combine(imageDir, folders[i].Name), folders[i].Files);
            folders[i] = default; // Of millions of images, only one category is there twice.
        }

        return categories;
    }

    private WalkedFolder[] CategoryFolders() => GuardedRead.Of(imageDir, path =>
        walk.Read(WalkedFolder.Start(Path.GetFullPath(path))).Folders.OrderBy(folder => folder.Name, CodePointOrder.Instance).ToArray());
}
