namespace Retrain.Training.Files;

/// <summary>An output that is written under a temporary name in its own folder.</summary>
internal sealed class StagedFile(OutputPath output) : IDisposable
{
    private readonly string temporary = output.NewTemporary();
    private string? previous;

    /// <summary>Creates the folder and writes the temporary file, with the mode of the file that it will replace.</summary>
    public void Write(Action<Stream> write) => output.Explain(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
        using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (!OperatingSystem.IsWindows() && File.Exists(output.FullPath))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(output.FullPath));
        }

        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Copies the previous file instead of moving it, so that its path always leads to the old file or the new one.</summary>
    public void KeepPrevious() => output.Explain(() =>
    {
        if (File.Exists(output.FullPath))
        {
            previous = output.NewTemporary();
            File.Copy(output.FullPath, previous);
        }
    });

    public void Publish() => output.Explain(() => File.Move(temporary, output.FullPath, overwrite: true));

    /// <summary>Reverts <see cref="Publish"/>.</summary>
    public void Restore() => output.Explain(() =>
    {
        if (previous is null)
        {
            File.Delete(output.FullPath);
        }
        else
        {
            File.Move(previous, output.FullPath, overwrite: true);
        }
    });

    public void ForgetPrevious()
    {
        if (previous is not null)
        {
            File.Delete(previous);
        }
    }

    /// <summary>Removes the temporary file if it was not published.</summary>
    public void Dispose() => File.Delete(temporary);
}
