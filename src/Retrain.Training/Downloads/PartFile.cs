using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime.Files;
using Retrain.Training.Digests;

namespace Retrain.Training.Downloads;

/// <summary>
/// The bytes of an unfinished download, in a file beside its target, and the server's validator for them (ETag or date), which shows
/// whether the rest belongs to the same file.
/// </summary>
internal sealed class PartFile(string target)
{
    private const int LargestValidatorBytes = 1 << 16;

    private readonly string path = $"{target}.part";
    private readonly string validatorPath = $"{target}.part.etag";

    public string Path => path;

    /// <summary>The number of bytes from an earlier attempt; 0 if there are none or they cannot be continued.</summary>
    public long Length => Validator is not null && File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The value for the header If-Range.</summary>
    public string? Validator =>
        File.Exists(validatorPath) ? Encoding.UTF8.GetString(SmallFile.Read(validatorPath, LargestValidatorBytes)) : null;

    /// <summary>Opens the file to add to its end.</summary>
    public FileStream Append() => new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Opens the file to write it from the beginning.</summary>
    /// <param name="validator">The server's validator; null if it gives none, in which case the download cannot be continued.</param>
    public FileStream Begin(string? validator)
    {
        // In this order a validator never lies beside the bytes of another file, whenever the process ends.
        Discard();
        FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        if (validator is not null)
        {
            File.WriteAllText(validatorPath, validator);
        }

        return stream;
    }

    public (long SizeBytes, Digest Digest) Measure()
    {
        using FileStream stream = File.OpenRead(path);
        return (stream.Length, Digest.FromBytes(SHA256.HashData(stream)));
    }

    public void Discard()
    {
        File.Delete(validatorPath);
        File.Delete(path);
    }

    /// <summary>Gives the complete file its own name.</summary>
    public void Publish()
    {
        File.Move(path, target, overwrite: true);
        File.Delete(validatorPath);
    }
}
