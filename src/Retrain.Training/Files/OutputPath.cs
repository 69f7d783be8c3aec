using System.Runtime.Versioning;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>Where an output goes: a path as its user wrote it, and the file that it means.</summary>
internal sealed class OutputPath
{
    private readonly string name;

    /// <exception cref="RetrainException">RT4007: the path cannot be a file's.</exception>
    public OutputPath(string name)
    {
        this.name = name;
        string fullPath = "";
        Explain(() => fullPath = Resolve(name));
        FullPath = fullPath;
    }

    /// <summary>Where it is a link, that of its target: the link stays, and what it leads to is written.</summary>
    public string FullPath { get; }

    private string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>Another file in the same folder, so that renaming one to the other is no copy.</summary>
    public string NewTemporary() => TemporaryIn(Folder);

    /// <summary>Fails before the work where writing would fail after it. Makes no folder: the work may come to nothing.</summary>
    /// <exception cref="RetrainException">RT4007.</exception>
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

    /// <summary>Turns what the system says into an error that names the path.</summary>
    /// <exception cref="RetrainException">RT4007.</exception>
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
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"there is no '{folder}'");
        }

        return Directory.Exists(folder) ? folder : throw new IOException($"'{folder}' is no folder");
    }

    private void RequireReplaceable()
    {
        // Until all outputs are published, the previous file is kept as a copy.
        File.OpenRead(FullPath).Dispose();
        if (OperatingSystem.IsWindows())
        {
            // Nobody replaces a file that is read-only or that another program holds.
            new FileStream(FullPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        else if (File.GetUnixFileMode(Folder).HasFlag(UnixFileMode.StickyBit) && !MayChangeMode(FullPath) && !MayChangeMode(Folder))
        {
            throw new UnauthorizedAccessException("it is another user's file in a folder where each may replace only their own");
        }
    }

    // Those who own it may, and they alone may replace a file in a sticky folder such as /tmp.
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
