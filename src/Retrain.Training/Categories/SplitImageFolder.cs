using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>A data set that is split already: folders for training, validation and testing, each with a folder for each category.</summary>
internal static class SplitImageFolder
{
    /// <summary>Reads the categories, ordered by folder name, with each image's set.</summary>
    /// <param name="imageDir">The folder of the sets.</param>
    /// <param name="strict">Whether a folder that cannot be read is an error; otherwise it is left out with a warning.</param>
    /// <param name="report">Receives every problem except the last error, which is thrown instead.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RetrainException">There is no training set, or there are fewer than two categories.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ImageSet Read(string imageDir, bool strict, Action<Diagnostic> report, CancellationToken cancellationToken) =>
        Read(imageDir, strict, mayBeEmpty: false, report, cancellationToken);

    /// <inheritdoc cref="ImageFolder.ReadHalfMoved" />
    public static ImageSet ReadHalfMoved(
        string imageDir, bool strict, Action<Diagnostic> report, CancellationToken cancellationToken) =>
        Read(imageDir, strict, mayBeEmpty: true, report, cancellationToken);

    private static ImageSet Read(
        string imageDir, bool strict, bool mayBeEmpty, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageFolder.Require(imageDir);
        FolderWalk walk = new(strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        List<(string Name, Split Set, WalkedFolder Folder)> folders = [.. Sets(imageDir, walk, report)
            .SelectMany(set => walk.ReadOrReport(set.Folder).Folders.Select(folder => (folder.Name, set.Set, folder)))];
        RequireSets(imageDir, [.. folders.Select(folder => folder.Set)], report);
        List<(string Folder, IReadOnlyList<ImageFile> Files)> found = [];
        IGrouping<string, (string Name, Split Set, WalkedFolder Folder)>[] byName =
            [.. folders.GroupBy(folder => folder.Name).OrderBy(category => category.Key, CodePointOrder.Instance)];
        foreach (IGrouping<string, (string Name, Split Set, WalkedFolder Folder)> category in byName)
        {
            // Messages name the folder of the training set, if there is one.
            string folder = category.MinBy(part => part.Set).Folder.Path;
            ImageFile[] files = [.. category.OrderBy(part => part.Set)
                .SelectMany(part => walk.ImagesBelow(part.Folder).Select(file => file with { Set = part.Set }))];
            if (files.Length > 0 || mayBeEmpty)
            {
                found.Add((folder, files));
            }

            if (!mayBeEmpty)
            {
                CategoryChecks.ReportCount(folder, files.Length, report);
            }
        }

        walk.ReportHidden(imageDir);
        IReadOnlyList<string> labels = LabelRule.LabelsOf([.. found.Select(category => Path.GetFileName(category.Folder))]);
        ImageSet images = new(
            imageDir, strict, [.. found.Select((category, i) => new Category(labels[i], i, category.Folder, category.Files))]);
        if (!mayBeEmpty)
        {
            CategoryChecks.Require(images, byName.Length, walk.UnreadableCount, report);
        }

        return images;
    }

    private static List<(Split Set, WalkedFolder Folder)> Sets(string imageDir, FolderWalk walk, Action<Diagnostic> report)
    {
        List<(Split Set, WalkedFolder Folder)> sets = [];
        foreach (WalkedFolder folder in GuardedRead.Of(imageDir, path => walk.Read(WalkedFolder.Start(path)).Folders)
            .OrderBy(folder => folder.Name, CodePointOrder.Instance))
        {
            if (SplitFolders.SetOf(folder.Name) is Split set)
            {
                sets.Add((set, folder));
            }
            else
            {
                report(DataDiagnostics.NotASet(folder.Path));
            }
        }

        return sets;
    }

    private static void RequireSets(string imageDir, HashSet<Split> sets, Action<Diagnostic> report)
    {
        if (!sets.Contains(Split.Training))
        {
            throw new RetrainException(DataDiagnostics.NoTrainingSet(imageDir));
        }

        if (!sets.Contains(Split.Validation))
        {
            report(DataDiagnostics.NoSet(imageDir, "val", "the probabilities are not calibrated"));
        }

        if (!sets.Contains(Split.Testing))
        {
            report(DataDiagnostics.NoSet(imageDir, "test", "the test accuracy is unknown"));
        }
    }
}
