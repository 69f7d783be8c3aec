using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>Finds the files in and below folders, and follows links. Everything that it leaves out is reported or counted.</summary>
/// <param name="unreadable">The severity of a folder that cannot be read.</param>
/// <param name="report">Receives the problems: folders that cannot be read, and links that lead back.</param>
internal sealed class FolderWalk(Severity unreadable, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    private readonly HashSet<string> hiddenFolders = [];
    private readonly HashSet<string> hiddenFiles = [];
    private readonly PathArena paths = new();

    /// <summary>The number of folders that could not be read and were left out.</summary>
    public int UnreadableCount { get; private set; }

    /// <summary>Reports in one line what is hidden and was left out.</summary>
    /// <param name="origin">The folder that the walks began at.</param>
    public void ReportHidden(string origin)
    {
        if (hiddenFolders.Count + hiddenFiles.Count > 0)
        {
            string example = hiddenFolders.Concat(hiddenFiles).Select(path => Path.GetFileName(path)!).Min(StringComparer.Ordinal)!;
            report(DataDiagnostics.HiddenLeftOut(origin, hiddenFolders.Count, hiddenFiles.Count, example));
        }
    }

    /// <summary>The images of a category's folder, in the order of their paths inside it.</summary>
    public IReadOnlyList<ImageFile> ImagesBelow(WalkedFolder folder) => Images(folder, enters: true);

    /// <summary>The images that lie in a folder itself, in the order of their names.</summary>
    public IReadOnlyList<ImageFile> ImagesIn(WalkedFolder folder) => Images(folder, enters: false);

    /// <summary>Every file below a folder, in no particular order.</summary>
    public IEnumerable<string> FilesBelow(WalkedFolder folder)
    {
        FolderContent content = ReadOrReport(folder);
        return content.Files.Concat(content.Folders.SelectMany(FilesBelow));
    }

    /// <summary>Reads the content of a folder. A folder that cannot be read is reported and counts as empty.</summary>
    public FolderContent ReadOrReport(WalkedFolder folder) => OrReport(folder, () => Read(folder)) ?? new FolderContent([], []);

    /// <summary>Reads the content of a folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read the folder.</exception>
    public FolderContent Read(WalkedFolder folder)
    {
        List<string> files = [];
        return new FolderContent(files, Read(folder, files.Add));
    }

    private ImageFiles Images(WalkedFolder folder, bool enters)
    {
        List<uint> places = [];
        Add(folder, places, folder.Path.Length + 1, enters);
        places.Sort((x, y) => paths.TryCompare(x, y, out int order)
            ? order : CodePointOrder.Instance.Compare(paths.RelativePathOf(x), paths.RelativePathOf(y)));
        places.Capacity = places.Count;
        return new ImageFiles(paths, places);
    }

    // No list of strings: a folder may have millions of files.
    private void Add(WalkedFolder folder, List<uint> places, int relativeStart, bool enters)
    {
        int known = places.Count;
        List<WalkedFolder>? folders = OrReport(folder, () => Read(folder, path =>
        {
            string relativePath = path[relativeStart..].Replace(Path.DirectorySeparatorChar, '/');
            places.Add(paths.Add(path, relativePath));
        }));
        if (folders is null)
        {
            places.RemoveRange(known, places.Count - known);
            return;
        }

        foreach (WalkedFolder inner in enters ? folders : [])
        {
            Add(inner, places, relativeStart, enters);
        }
    }

    /// <returns><see langword="null"/> for a folder that cannot be read, which is reported.</returns>
    private T? OrReport<T>(WalkedFolder folder, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            UnreadableCount++;
            report(ImageDiagnostics.Unreachable(folder.Path, ReasonOf(exception, folder.Name)) with { Severity = unreadable });
            return null;
        }
    }

    /// <param name="file">Told the path of each file.</param>
    /// <returns>The folders in the folder, without links that lead back.</returns>
    private List<WalkedFolder> Read(WalkedFolder folder, Action<string> file)
    {
        List<WalkedFolder> folders = [];
        foreach (FileSystemInfo entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = Path.Combine(folder.Path, entry.Name);
            if (IsHidden(entry, path))
            {
                continue;
            }

            if (entry is not DirectoryInfo inner)
            {
                file(path);
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

        return folders;
    }

    private bool IsHidden(FileSystemInfo entry, string path)
    {
        if (entry is not DirectoryInfo && IgnoredFiles.Contains(entry.Name))
        {
            return true;
        }

        bool isHidden = entry is DirectoryInfo ? IgnoredFiles.IsHiddenFolder(entry.Name) : IgnoredFiles.IsHiddenFile(entry.Name);
        if (isHidden)
        {
            // A folder may be read several times.
            (entry is DirectoryInfo ? hiddenFolders : hiddenFiles).Add(path);
        }

        return isHidden;
    }

    // .NET replaces bytes that are not UTF-8 with U+FFFD and then does not find a folder with that name.
    private static string ReasonOf(Exception exception, string name) =>
        exception is DirectoryNotFoundException && name.Contains('\uFFFD', StringComparison.Ordinal)
            ? "its name is not valid UTF-8"
            : exception.Message.TrimEnd('.');
}
