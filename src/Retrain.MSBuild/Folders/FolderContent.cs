using System.Runtime.CompilerServices;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Folders;

/// <summary>The entries that lie directly in a folder.</summary>
internal sealed class FolderContent
{
    private readonly DirectoryInfo folder;
    private readonly FileNames prefix = new();
    private readonly List<DirectoryInfo> folders = [];
    private FileNames files = new();

    private FolderContent(DirectoryInfo folder, string prefix)
    {
        this.folder = folder;
        this.prefix.Add(prefix);
    }

    public bool IsUnreadable { get; private set; }

    public string FullPath => folder.FullName;

    /// <summary>The folders in it, among them links to folders, without those that are hidden or made by a system.</summary>
    public IReadOnlyList<DirectoryInfo> Folders => folders;

    /// <summary>The names of all files that are not ignored.</summary>
    public IEnumerable<string> FileNames => Enumerable.Range(0, files.Count).Select(file => files[file]);

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">Its path inside the folder of the category, with '/' at its end on every system; empty for that itself.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static FolderContent Of(DirectoryInfo folder, string prefix)
    {
        FolderContent content = new(folder, prefix);
        content.Read();
        return content;
    }

    /// <summary>Reads a folder inside another, if it can be read.</summary>
    /// <inheritdoc cref="Of" path="/param" />
    public static FolderContent OfInner(DirectoryInfo folder, string prefix)
    {
        try
        {
            return Of(folder, prefix);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The engine reports it and goes on without it. The model is trained again once it can be read.
            return new FolderContent(folder, prefix) { IsUnreadable = true };
        }
    }

    /// <summary>Takes the facts of all files in the folder, or of the folder if it cannot be read.</summary>
    public FactsDigest Facts()
    {
        FileHash path = default;
        path.Add(prefix, 0);
        if (IsUnreadable)
        {
            FactsDigest unreadable = default;
            unreadable.Add(path, FileFacts.Unreachable);
            return unreadable;
        }

        using LinuxFolder? open = files.Count > 0 ? LinuxFolder.Open(FullPath) : null;
        return FactsDigest.InParts(files.Count, (from, to) => Facts(open, path, from, to));
    }

    [MethodImpl(FactsDigest.OptimizedAtOnce)]
    private FactsDigest Facts(LinuxFolder? open, FileHash path, int from, int to)
    {
        FactsDigest facts = default;
        for (int file = from; file < to; file++)
        {
            if (open is null || !open.TryStatus(files, file, out FileStatus status))
            {
                status = FileFacts.StatusOf(new FileInfo(Path.Combine(FullPath, files[file])));
            }

            FileHash hash = path;
            hash.Add(files, file);
            facts.Add(hash, status);
        }

        return facts;
    }

    private void Read()
    {
        List<(string Name, bool IsFolder)> others = [];
        using (LinuxFolder? open = LinuxFolder.Open(FullPath))
        {
            if (open?.TryRead(files, others) != true)
            {
                files = new FileNames();
                AddEntries(folder.EnumerateFileSystemInfos());
                return;
            }
        }

        // Folders, links to either, and what is not a regular file.
        foreach ((string name, bool isFolder) in others.Where(other => other.Name is not ("." or "..")))
        {
            string path = Path.Combine(FullPath, name);
            AddEntries([isFolder || Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path)]);
        }
    }

    private void AddEntries(IEnumerable<FileSystemInfo> entries)
    {
        foreach (FileSystemInfo entry in entries)
        {
            if (entry is DirectoryInfo inner)
            {
                if (!IgnoredFiles.IsHiddenFolder(inner.Name))
                {
                    folders.Add(inner);
                }
            }
            else if (!IgnoredFiles.Contains(entry.Name) && !IgnoredFiles.IsHiddenFile(entry.Name))
            {
                files.Add(entry.Name);
            }
        }
    }
}
