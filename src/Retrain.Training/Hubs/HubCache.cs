using System.Text;
using Retrain.Runtime.Files;
using Retrain.Training.Digests;

namespace Retrain.Training.Hubs;

/// <summary>
/// The folder of a repository in the cache that huggingface_hub and others share: refs/REVISION holds a commit, snapshots/COMMIT has the
/// files under their names, each a link to blobs/ETAG, and .no_exist/COMMIT has an empty file for each that the repository does not have.
/// </summary>
internal sealed class HubCache(string cacheFolder, HubAddress address)
{
    private const int LargestRefBytes = 1 << 10;

    private readonly Dictionary<string, Digest> digests = new(StringComparer.Ordinal);
    private readonly string repository = $"models--{address.Owner}--{address.Name}";

    /// <summary>The folder of the repository.</summary>
    public string Folder => Path.Combine(cacheFolder, repository);

    public string Snapshot(string commit) => Path.Combine(Folder, "snapshots", commit);

    public string Blob(string etag) => Path.Combine(Folder, "blobs", etag);

    /// <summary>The lock that huggingface_hub takes too while it downloads a file.</summary>
    public string LockFile(string etag) => Path.Combine(cacheFolder, ".locks", repository, $"{etag}.lock");

    public string FileIn(string commit, string file) => Below(Snapshot(commit), file);

    /// <summary>The commit that the cache knows for the revision; <see langword="null"/> for none.</summary>
    public string? Commit()
    {
        string path = Below(Path.Combine(Folder, "refs"), address.Revision);
        string? text = address.IsCommit ? address.Revision
            : File.Exists(path) ? Encoding.UTF8.GetString(SmallFile.Read(path, LargestRefBytes)).Trim()
            : null;
        return text is not null && HubName.IsCommit(text) ? text.ToLowerInvariant() : null;
    }

    public void WriteCommit(string commit)
    {
        if (!address.IsCommit)
        {
            Replace(Below(Path.Combine(Folder, "refs"), address.Revision), path => File.WriteAllText(path, commit));
        }
    }

    /// <summary>
    /// The SHA-256 of every large file that was compared with it, by the file's path in a snapshot: what reads the file next need not
    /// compute it again.
    /// </summary>
    public IReadOnlyDictionary<string, Digest> Digests => digests;

    /// <summary>Whether the snapshot has a file, and its content is the one that the blob's name says.</summary>
    public bool Has(string commit, string file)
    {
        FileInfo entry = new(FileIn(commit, file));
        FileInfo content = entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? entry;
        if (!content.Exists)
        {
            return false;
        }

        if (entry.LinkTarget is null || !HubName.IsContent(content.Name) || digests.ContainsKey(entry.FullName))
        {
            return true;
        }

        bool isRight = new HubFile(content.Name, SizeBytes: null).Difference(content.FullName) is null;
        if (isRight)
        {
            Remember(entry.FullName, content.Name);
        }

        return isRight;
    }

    public bool IsKnownAsMissing(string commit, string file) => File.Exists(MarkerOf(commit, file));

    public void MarkAsMissing(string commit, string file) => Replace(MarkerOf(commit, file), path => File.WriteAllBytes(path, []));

    /// <summary>The paths of the .onnx files in a snapshot, with '/' between folders.</summary>
    public IReadOnlyList<string> Networks(string commit)
    {
        string snapshot = Snapshot(commit);
        return !Directory.Exists(snapshot)
            ? []
            : [.. Directory.EnumerateFiles(snapshot, "*.onnx", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(snapshot, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Gives a blob its name in a snapshot. Where the system does not allow links, the file is copied, as huggingface_hub does.
    /// </summary>
    public void Publish(string commit, string file, string etag)
    {
        string blob = Blob(etag);
        Replace(FileIn(commit, file), path =>
        {
            try
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, blob));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && OperatingSystem.IsWindows())
            {
                File.Copy(blob, path);
            }
        });
        Remember(FileIn(commit, file), etag);
    }

    private void Remember(string path, string etag)
    {
        if (HubName.IsSha256(etag))
        {
            digests[path] = Digest.Parse(etag);
        }
    }

    private static string Below(string folder, string path) => Path.Combine([folder, .. path.Split('/')]);

    private string MarkerOf(string commit, string file) => Below(Path.Combine(Folder, ".no_exist", commit), file);

    // Another process sees the old file or the new one, whole.
    private static void Replace(string path, Action<string> write)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
