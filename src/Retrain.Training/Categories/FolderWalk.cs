using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>Finds the files in and below folders, through links too. What it leaves out is reported.</summary>
/// <param name="unreadable">How bad a folder is that cannot be read.</param>
/// <param name="report">Told of such folders, and of links that lead back.</param>
internal sealed class FolderWalk(Severity unreadable, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    /// <summary>Folders that could not be read and were left out.</summary>
    public int UnreadableCount { get; private set; }

    /// <summary>The images of a category's folder, in the order of their paths inside it.</summary>
    public IReadOnlyList<ImageFile> ImagesBelow(WalkedFolder folder) =>
    [
        .. FilesBelow(folder)
            .Select(path => new ImageFile(path, path[(folder.Path.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/')))
            .OrderBy(image => image.RelativePath, CodePointOrder.Instance),
    ];

    /// <summary>Every file below a folder, in no order.</summary>
    public IEnumerable<string> FilesBelow(WalkedFolder folder)
    {
        FolderContent content = ReadOrReport(folder);
        return content.Files.Concat(content.Folders.SelectMany(FilesBelow));
    }

    /// <summary>What is in a folder, which is empty where it cannot be read.</summary>
    public FolderContent ReadOrReport(WalkedFolder folder)
    {
        try
        {
            return Read(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            UnreadableCount++;
            report(ImageDiagnostics.Unreachable(folder.Path, ReasonOf(exception, folder.Name)) with { Severity = unreadable });
            return new FolderContent([], []);
        }
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FolderContent Read(WalkedFolder folder)
    {
        List<string> files = [];
        List<WalkedFolder> folders = [];
        foreach (FileSystemInfo entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = Path.Combine(folder.Path, entry.Name);
            if (entry is not DirectoryInfo inner)
            {
                if (!IgnoredFiles.Contains(entry.Name))
                {
                    files.Add(path);
                }
            }
            else if (folder.Enter(inner) is WalkedFolder entered)
            {
                folders.Add(entered);
            }
            else
            {
                report(DataDiagnostics.LinkLoop(path));
            }
        }

        return new FolderContent(files, folders);
    }

    // .NET puts U+FFFD in the place of bytes that are no UTF-8, and finds no folder under the name so made.
    private static string ReasonOf(Exception exception, string name) =>
        exception is DirectoryNotFoundException && name.Contains('\uFFFD', StringComparison.Ordinal)
            ? "its name is not valid UTF-8"
            : exception.Message.TrimEnd('.');
}
