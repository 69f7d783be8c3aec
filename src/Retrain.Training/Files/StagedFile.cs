namespace Retrain.Training.Files;

/// <summary>An output under a temporary name beside its own.</summary>
internal sealed class StagedFile(OutputPath output) : IDisposable
{
    private readonly string temporary = output.NewTemporary();
    private string? previous;

    /// <summary>Makes the folder and writes the temporary file, with the mode of the file that it will replace.</summary>
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

    /// <summary>A copy and not the file itself, so that whoever looks finds the old file or the new one, but never none.</summary>
    public void KeepPrevious() => output.Explain(() =>
    {
        if (File.Exists(output.FullPath))
        {
            previous = output.NewTemporary();
            File.Copy(output.FullPath, previous);
        }
    });

    public void Publish() => output.Explain(() => File.Move(temporary, output.FullPath, overwrite: true));

    /// <summary>Undoes <see cref="Publish"/>.</summary>
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

    /// <summary>Removes the temporary file where it was not published.</summary>
    public void Dispose() => File.Delete(temporary);
}
