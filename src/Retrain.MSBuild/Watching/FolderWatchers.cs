namespace Retrain.MSBuild.Watching;

/// <summary>Tells when something happens in folders.</summary>
/// <param name="happened">Told, on any thread, and whether it is in a folder of images that are items.</param>
internal sealed class FolderWatchers(Action<bool> happened) : IDisposable
{
    // `dotnet watch` reads the same variable: there are drives that send no notice of a change.
    private static readonly bool Asks =
        Environment.GetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER") is "1" or "true" or "True" or "TRUE";

    private readonly Dictionary<string, FileSystemWatcher> watchers = new(StringComparer.Ordinal);

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

        foreach (string folder in watchers.Keys.Where(folder => !wanted.ContainsKey(folder) || !Directory.Exists(folder)).ToArray())
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
        foreach (string folder in watchers.Keys.ToArray())
        {
            Remove(folder);
        }
    }

    private static bool IsBelow(string folder, string root) =>
        folder.Length > root.Length && folder.StartsWith(root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private bool TryAdd(string folder, bool isWhole)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = isWhole };
            watcher.Changed += (_, _) => happened(!isWhole);
            watcher.Created += (_, _) => happened(!isWhole);
            watcher.Deleted += (_, _) => happened(!isWhole);
            watcher.Renamed += (_, _) => happened(!isWhole);
            watcher.Error += (_, _) => happened(!isWhole); // more happened than it could tell
            watcher.EnableRaisingEvents = true;
            watchers[folder] = watcher;
            watcher = null;
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

    private void Remove(string folder)
    {
        watchers[folder].Dispose();
        watchers.Remove(folder);
    }
}
