using System.Security.Cryptography;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>
/// What has come of a download so far, beside what it becomes, and what the server called it (its ETag or date), without which nobody could
/// tell whether the rest belongs to it.
/// </summary>
internal sealed class PartFile(string target)
{
    private readonly string path = $"{target}.part";
    private readonly string validatorPath = $"{target}.part.etag";

    /// <summary>What an earlier try left; 0 where there is nothing, or nothing that can be gone on with.</summary>
    public long Length => Validator is not null && File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>For If-Range.</summary>
    public string? Validator => File.Exists(validatorPath) ? File.ReadAllText(validatorPath) : null;

    /// <summary>To add to, after what is there.</summary>
    public FileStream Append() => new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>To write from the beginning.</summary>
    /// <param name="validator">Null where the server names none: what is written then cannot be gone on with.</param>
    public FileStream Begin(string? validator)
    {
        // In this order, a name never stands beside another file's bytes, whenever the process ends.
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
