using System.Collections.Concurrent;

namespace Retrain.MSBuild.Watching;

/// <summary>Tells when something happens in folders.</summary>
/// <param name="happened">Told, on any thread, and whether it is in a folder of images that are items.</param>
internal sealed class FolderWatchers(Action<bool> happened) : IDisposable
{
    // `dotnet watch` reads the same variable: there are drives that send no notice of a change.
    private static readonly bool Asks =
        Environment.GetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER") is "1" or "true" or "True" or "TRUE";

    private readonly Dictionary<string, FileSystemWatcher> watchers = new(StringComparer.Ordinal);

    // Of a folder that is moved, its own watcher hears nothing, and stays with it: the watcher of its name hears that.
    private readonly Dictionary<string, FileSystemWatcher> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> replaced = new(StringComparer.Ordinal);

    /// <summary>Whether changes may remain untold: a folder cannot be watched or does not exist.</summary>
    public bool AreIncomplete { get; private set; }

    /// <summary>Watches these folders and no others.</summary>
    /// <param name="whole">Folders with all that is below them.</param>
    /// <param name="ofItems">Folders without those below them.</param>
    public void Watch(IEnumerable<string> whole, IEnumerable<string> ofItems)
    {
        Dictionary<string, bool> wanted = new(StringComparer.Ordinal);
        foreach (string folder in ofItems)
        {
            wanted[folder] = false;
        }

        foreach (string folder in whole)
        {
            wanted[folder] = true;
        }

        string[] roots = [.. wanted.Keys.Where(folder => wanted[folder])];
        foreach (string folder in wanted.Keys.Where(folder => roots.Any(root => IsBelow(folder, root))).ToArray())
        {
            wanted.Remove(folder);
        }

        foreach (string folder in watchers.Keys.Where(folder => !wanted.ContainsKey(folder) || IsGone(folder)).ToArray())
        {
            Remove(folder);
        }

        AreIncomplete = Asks;
        foreach (string folder in wanted.Keys.Where(folder => !watchers.ContainsKey(folder)))
        {
            AreIncomplete |= !TryAdd(folder, wanted[folder]);
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in watchers.Values.Concat(names.Values))
        {
            watcher.Dispose();
        }

        watchers.Clear();
        names.Clear();
    }

    private static bool IsBelow(string folder, string root) =>
        folder.Length > root.Length && folder.StartsWith(root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private bool TryAdd(string folder, bool isWhole)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = Started(new FileSystemWatcher(folder) { IncludeSubdirectories = isWhole }, () => happened(!isWhole));
            watchers[folder] = watcher;
            watcher = null;
            string path = folder.TrimEnd('/', '\\');
            if (!names.ContainsKey(folder) && Path.GetDirectoryName(path) is string parent)
            {
                watcher = new FileSystemWatcher(parent, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.DirectoryName };
                names[folder] = Started(watcher, () =>
                {
                    replaced[folder] = true;
                    happened(!isWhole);
                });
                watcher = null;
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false; // it does not exist, or the system watches no more folders
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    private static FileSystemWatcher Started(FileSystemWatcher watcher, Action heard)
    {
        watcher.Changed += (_, _) => heard();
        watcher.Created += (_, _) => heard();
        watcher.Deleted += (_, _) => heard();
        watcher.Renamed += (_, _) => heard();
        watcher.Error += (_, _) => heard(); // more happened than it could tell
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private bool IsGone(string folder) => replaced.TryRemove(folder, out _) || !Directory.Exists(folder);

    // The watcher of the name stays, as a folder may come again.
    private void Remove(string folder)
    {
        watchers[folder].Dispose();
        watchers.Remove(folder);
    }
}
