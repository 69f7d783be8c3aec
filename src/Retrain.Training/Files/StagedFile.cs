namespace Retrain.Training.Files;

/// <summary>An output that is written under a temporary name in its own folder.</summary>
internal sealed class StagedFile(OutputPath output) : IDisposable
{
    private TemporaryFile? written;
    private TemporaryFile? previous;
    private Task stored = Task.CompletedTask;

    /// <summary>Creates the folder and writes the temporary file, with the mode of the file that it will replace.</summary>
    public void Write(Action<Stream> write) => output.Explain(() =>
    {
        output.RequireRegularFile();
        Directory.CreateDirectory(output.Folder);
        written = output.NewTemporary();
        if (File.Exists(output.FullPath))
        {
            KeepMode(written);
        }

        write(written.Stream);
        FileStream stream = written.Stream;
        stored = Task.Run(() => DiskFlush.Run(stream));
    });

    /// <summary>Waits until the disk has the file, which takes its time while others are written.</summary>
    public void Store() => output.Explain(() => stored.GetAwaiter().GetResult());

    /// <summary>Copies the previous file instead of moving it, so that its path always leads to the old file or the new one.</summary>
    public void KeepPrevious() => output.Explain(() =>
    {
        output.RequireRegularFile();
        if (File.Exists(output.FullPath))
        {
            previous = output.NewTemporary();
            KeepMode(previous);
            using FileStream old = new(output.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            old.CopyTo(previous.Stream);
            previous.Stream.Flush();
        }
    });

    public void Publish() => output.Explain(() => File.Move(written!.Path, output.FullPath, overwrite: true));

    /// <summary>Reverts <see cref="Publish"/>.</summary>
    public void Restore() => output.Explain(() =>
    {
        if (previous is null)
        {
            File.Delete(output.FullPath);
        }
        else
        {
            File.Move(previous.Path, output.FullPath, overwrite: true);
        }
    });

    public void ForgetPrevious() => previous?.Dispose();

    /// <summary>Removes the temporary file if it was not published.</summary>
    public void Dispose()
    {
        Task.WhenAny(stored).Wait(); // Whether it failed does not matter to a file that is removed, or was told before.
        written?.Dispose();
    }

    private void KeepMode(TemporaryFile file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.Stream.SafeFileHandle, File.GetUnixFileMode(output.FullPath));
        }
    }
}
