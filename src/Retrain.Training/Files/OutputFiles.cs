using System.Security.Cryptography;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Files;

/// <summary>
/// Writes files that belong together. Each is written under a temporary name in its own folder, and all are renamed in the order of their
/// writing once all are complete. If one cannot be renamed, all previous files are restored.
/// </summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<StagedFile> staged = [];
    private readonly Dictionary<string, Digest> digests = [];

    /// <summary>The digests of the staged files, by the paths that were given.</summary>
    public IReadOnlyDictionary<string, Digest> Digests => digests;

    /// <summary>Fails if an output cannot be written, before the work is done and not after it.</summary>
    /// <exception cref="RetrainException">RT4007: an output cannot be written. RT4008: two outputs are the same file.</exception>
    public static void Prepare(IReadOnlyCollection<string> paths)
    {
        HashSet<string> seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        HashSet<string> folders = [];
        foreach (string path in paths)
        {
            OutputPath output = new(path);
            if (!seen.Add(output.FullPath))
            {
                throw new RetrainException(OptionDiagnostics.OutputsCollide(path));
            }

            output.RequireWritable(folders);
            folders.Add(output.Folder);
        }
    }

    /// <summary>Writes a file under its temporary name, with the mode of the file that it will replace.</summary>
    /// <returns>The digest of the file, made while it is written.</returns>
    /// <exception cref="RetrainException">RT4007: it cannot be written.</exception>
    public Digest Stage(string path, Action<Stream> write)
    {
        StagedFile file = new(new OutputPath(path));
        staged.Add(file);
        using SHA256 sha256 = SHA256.Create();
        file.Write(stream =>
        {
            using CryptoStream hashed = new(stream, sha256, CryptoStreamMode.Write, leaveOpen: true);
            write(hashed);
        });
        return digests[path] = Digest.FromBytes(sha256.Hash);
    }

    /// <summary>Gives all staged files their own names or, on failure, none.</summary>
    /// <exception cref="RetrainException">RT4007: a file cannot be replaced.</exception>
    public void Publish()
    {
        Stack<StagedFile> published = [];
        staged.ForEach(file => file.Store());
        try
        {
            staged.ForEach(file => file.KeepPrevious());
            foreach (StagedFile file in staged)
            {
                file.Publish();
                published.Push(file);
            }
        }
        catch (RetrainException)
        {
            while (published.TryPop(out StagedFile? file))
            {
                file.Restore();
            }

            staged.ForEach(file => file.ForgetPrevious());
            throw;
        }

        staged.ForEach(file => file.ForgetPrevious());
    }

    /// <summary>Removes the staged files that were not published.</summary>
    public void Dispose() => staged.ForEach(file => file.Dispose());
}
