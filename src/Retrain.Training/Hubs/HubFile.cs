using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Retrain.Training.Hubs;

/// <summary>The hub's account of a file's content.</summary>
/// <param name="Etag">The SHA-256 of a large file, or the git blob SHA-1 of a small one.</param>
/// <param name="SizeBytes">The size; <see langword="null"/> if the hub does not say.</param>
internal sealed record HubFile(string Etag, long? SizeBytes)
{
    /// <summary>Compares a file's bytes with what the hub says about them.</summary>
    /// <returns>The difference; <see langword="null"/> for none.</returns>
    public string? Difference(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (SizeBytes is long expected && stream.Length != expected)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{stream.Length} bytes instead of {expected}");
        }

        bool isLarge = HubName.IsSha256(Etag);
        string actual = Convert.ToHexStringLower(isLarge ? SHA256.HashData(stream) : GitBlobSha1(stream));
        return actual.Equals(Etag, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"bytes with the {(isLarge ? "SHA-256" : "git blob SHA-1")} {actual} instead of {Etag}";
    }

#pragma warning disable CA5350 // git names small files by it; what is compared came over the same connection
    private static byte[] GitBlobSha1(FileStream stream)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        byte[] buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and int count)
        {
            hash.AppendData(buffer, 0, count);
        }

        return hash.GetHashAndReset();
    }
#pragma warning restore CA5350
}
