using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Exports;

/// <summary>
/// Files that belong together: each is written aside under a temporary name in its own folder, and all are renamed when all are complete.
/// A rename that fails leaves those before it renamed.
/// </summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<(string Temporary, string Final)> staged = [];

    /// <summary>Makes the folders of the outputs, so that a path that cannot be written fails before the work and not after it.</summary>
    /// <exception cref="RetrainException">RT4007 or RT4008.</exception>
    public static void Prepare(IReadOnlyCollection<string> paths)
    {
        HashSet<string> seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (!seen.Add(Path.GetFullPath(path)))
            {
                throw new RetrainException(OptionDiagnostics.OutputsCollide(path));
            }

            if (Directory.Exists(path))
            {
                throw new RetrainException(OptionDiagnostics.OutputNotWritable(path, "it is a folder"));
            }

            Explain(path, () =>
            {
                string probe = TemporaryName(path);
                File.WriteAllBytes(probe, []);
                File.Delete(probe);
            });
        }
    }

    /// <summary>Writes one file aside.</summary>
    /// <exception cref="RetrainException">RT4007: it cannot be written.</exception>
    public void Stage(string path, Action<Stream> write) => Explain(path, () =>
    {
        string temporary = TemporaryName(path);
        staged.Add((temporary, path));
        using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Renames all staged files to their own names.</summary>
    public void Publish()
    {
        foreach ((string temporary, string final) in staged)
        {
            Explain(final, () => File.Move(temporary, final, overwrite: true));
        }

        staged.Clear();
    }

    /// <summary>Removes what was staged and not published.</summary>
    public void Dispose()
    {
        foreach ((string temporary, _) in staged)
        {
            File.Delete(temporary);
        }
    }

    private static void Explain(string path, Action write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(OptionDiagnostics.OutputNotWritable(path, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static string TemporaryName(string path)
    {
        string fullPath = Path.GetFullPath(path);
        return Path.Combine(Path.GetDirectoryName(fullPath)!, $".{Path.GetFileName(fullPath)}.{Guid.NewGuid():N}.tmp");
    }
}
