using Retrain.Runtime.Files;
using Retrain.Training.Files;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// A folder on a file system that is shared. An object has its own file, below a folder named by the first two digits: no folder then
/// gets more files than file systems like.
/// </summary>
/// <param name="root">The full path. It is not created, as it is missing where a file system is not mounted.</param>
internal sealed class FolderStore(string root) : SharedStore
{
    private const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public override string Name => root;

    public override async Task<byte[]?> ReadAsync(StoredObject item, int mostBytes, CancellationToken cancellationToken)
    {
        string path = PathOf(item);
        return await RunAsync<byte[]?>(() =>
        {
            try
            {
                // A pipe would wait for a writer, and a device may never end; both have no size.
                using Stream? file = SmallFile.SizeOf(path) > 0 ? File.OpenRead(path) : null;
                return file is null ? [] : ReadAllAsync(file, file.Length, mostBytes, cancellationToken).GetAwaiter().GetResult();
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                RequireRoot();
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // One name that is a folder, or that its owner alone may read, says nothing of the others.
                RequireRoot();
                _ = Directory.EnumerateFileSystemEntries(root).Any();
                throw new StoreException(FileFailure.Reason(exception), exception) { IsOfObject = true, IsUnreadable = true };
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    public override async Task WriteAsync(StoredObject item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string path = PathOf(item);
        await RunAsync(() =>
        {
            RequireRoot();
            try
            {
                CreateFolder(Path.GetDirectoryName(path)!);
                Write(path, content.Span);
            }
            catch (Exception exception) when (
                exception is IOException or UnauthorizedAccessException
                && (Directory.Exists(path) || File.Exists(Path.GetDirectoryName(path))))
            {
                throw new StoreException($"'{item}' there has the name of something else", exception) { IsOfObject = true };
            }

            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                file.Write(content);
            }

            SetMode(temporary, ReadAndWrite);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // A call to a file server that does not answer cannot be ended. Its thread is left behind, and does not keep the process alive.
    private static async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(FileFailure.Reason(exception), exception)
            {
                Advice = exception is UnauthorizedAccessException ? "check its permissions" : null,
            };
        }
    }

    private void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            CreateFolder(Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder);
            SetMode(folder, ~UnixFileMode.None);
        }
    }

    // All who may use the folder may use what is in it, whatever the umask of the one who made it.
    private void SetMode(string path, UnixFileMode mask)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(root) & mask);
        }
        catch (UnauthorizedAccessException)
        {
            // A file system without permissions, such as FAT, gives everything the same.
        }
    }

    private void RequireRoot()
    {
        if (!Directory.Exists(root))
        {
            throw File.Exists(root)
                ? new StoreException("it is a file where a folder is wanted") { Advice = "name a folder" }
                : new StoreException("the folder does not exist") { Advice = "make it, or mount its file system" };
        }
    }

    private string PathOf(StoredObject item)
    {
        string name = item.Name.ToString();
        return Path.Combine(root, item.Folder, name[..2], name);
    }
}
