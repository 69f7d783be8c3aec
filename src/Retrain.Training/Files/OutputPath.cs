using System.Runtime.Versioning;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>The path of an output: the path that the user gave, and the file that it denotes.</summary>
internal sealed class OutputPath
{
    private const int MostLinks = 40; // as many as Linux follows

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

    public string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>Creates a temporary file in the same folder, which exists.</summary>
    public TemporaryFile NewTemporary() => TemporaryIn(Folder);

    /// <summary>
    /// Fails before the work if writing would fail after it. The folder is not created yet, as the work may fail. Temporary files that
    /// killed processes left there are removed.
    /// </summary>
    /// <param name="otherFolders">Folders of outputs that are checked already: those that are missing will be made.</param>
    /// <exception cref="RetrainException">RT4007: the file cannot be written.</exception>
    public void RequireWritable(IReadOnlySet<string> otherFolders) => Explain(() =>
    {
        if (Directory.Exists(FullPath))
        {
            throw new IOException("it is a folder");
        }

        RequireRegularFile();
        using (TemporaryFile probe = TemporaryIn(ExistingFolder(otherFolders)))
        {
            probe.RemoveAbandoned();
        }

        if (File.Exists(FullPath))
        {
            RequireReplaceable();
        }
    });

    /// <summary>Requires that there is a regular file or nothing: a file that replaces a device or a pipe destroys it.</summary>
    /// <exception cref="IOException">There is something else.</exception>
    public void RequireRegularFile()
    {
        if (UnixEntry.Of(FullPath) is { IsSpecial: true })
        {
            throw new IOException("it is a device, a pipe or a socket, and only a regular file is replaced");
        }
    }

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

        string path = Path.GetFullPath(name);
        for (int links = 0; new FileInfo(path).LinkTarget is not null; links++)
        {
            // In a shared folder such as /tmp, another user can plant a link to one of this user's files.
            if (UnixEntry.Of(path) is { IsOfAStranger: true })
            {
                throw new IOException($"'{path}' is a link that another user made");
            }

            path = links < MostLinks
                ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: false)!.FullName
                : throw new IOException("it is a link that leads back to itself");
        }

        return path;
    }

    private TemporaryFile TemporaryIn(string folder) => TemporaryFile.Create(folder, Path.GetFileName(FullPath));

    // One missing folder is made. Where the folder above it is missing too, the path has a typing error.
    private string ExistingFolder(IReadOnlySet<string> otherFolders)
    {
        string folder = Path.Exists(Folder) ? Folder : Path.GetDirectoryName(Folder)!;
        if (!Path.Exists(folder) && otherFolders.Contains(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Directory.Exists(folder) ? folder
            : throw new IOException(File.Exists(folder) ? $"'{folder}' is not a folder" : $"the folder '{folder}' does not exist");
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
