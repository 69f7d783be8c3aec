using System.Runtime.Versioning;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>The path of an output: the path that the user gave, and the file that it denotes.</summary>
internal sealed class OutputPath
{
    private readonly string name;

    /// <exception cref="RetrainException">RT4007: the path cannot denote a file.</exception>
    public OutputPath(string name)
    {
        this.name = name;
        string fullPath = "";
        Explain(() => fullPath = Resolve(name));
        FullPath = fullPath;
    }

    /// <summary>The path of the file that is written. For a link it is the path of its target, so that the link remains.</summary>
    public string FullPath { get; }

    private string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>A new path in the same folder, so that renaming one file to the other does not copy it.</summary>
    public string NewTemporary() => TemporaryIn(Folder);

    /// <summary>Fails before the work if writing would fail after it. Folders are not created yet, as the work may fail.</summary>
    /// <exception cref="RetrainException">RT4007: the file cannot be written.</exception>
    public void RequireWritable() => Explain(() =>
    {
        if (Directory.Exists(FullPath))
        {
            throw new IOException("it is a folder");
        }

        string probe = TemporaryIn(NearestFolder());
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
        if (File.Exists(FullPath))
        {
            RequireReplaceable();
        }
    });

    /// <summary>Runs an action, and turns an error of the file system into a diagnostic that names the path.</summary>
    /// <exception cref="RetrainException">RT4007: the action failed.</exception>
    public void Explain(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(OptionDiagnostics.OutputNotWritable(name, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static string Resolve(string name)
    {
        if (Path.GetFileName(name).Length == 0)
        {
            throw new IOException("it names a folder, not a file");
        }

        string fullPath = Path.GetFullPath(name);
        FileInfo file = new(fullPath);
        return file.LinkTarget is null ? fullPath : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private string TemporaryIn(string folder) => Path.Combine(folder, $".{Path.GetFileName(FullPath)}.{Guid.NewGuid():N}.tmp");

    private string NearestFolder()
    {
        string folder = Folder;
        while (!Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"'{folder}' does not exist");
        }

        return Directory.Exists(folder) ? folder : throw new IOException($"'{folder}' is not a folder");
    }

    private void RequireReplaceable()
    {
        // Until all outputs are published, the previous file is kept as a copy.
        File.OpenRead(FullPath).Dispose();
        if (OperatingSystem.IsWindows())
        {
            // A file that is read-only or in use by another program cannot be replaced.
            new FileStream(FullPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        else if (File.GetUnixFileMode(Folder).HasFlag(UnixFileMode.StickyBit) && !MayChangeMode(FullPath) && !MayChangeMode(Folder))
        {
            throw new UnauthorizedAccessException("the file belongs to another user, and in this folder only its owner may replace it");
        }
    }

    // The owner of a file may change its mode, and only the owner may replace it in a sticky folder such as /tmp.
    [UnsupportedOSPlatform("windows")]
    private static bool MayChangeMode(string path)
    {
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
