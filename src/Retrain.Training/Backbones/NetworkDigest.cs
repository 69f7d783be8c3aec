using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>The digest of a network: that of its file, or one over it and the files beside it that hold its weights.</summary>
internal static class NetworkDigest
{
    /// <param name="network">The digest of the network's own file.</param>
    /// <param name="path">The network's file.</param>
    /// <param name="weightFiles">The names of the files that hold its weights, in order.</param>
    public static Digest Of(Digest network, string path, IReadOnlyList<string> weightFiles)
    {
        if (weightFiles.Count == 0)
        {
            return network;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        IEnumerable<string> lines = weightFiles.Select(name => $"{name}\t{OfFile(Path.Combine(folder, name))}\n");
        return Digest.Of(Encoding.UTF8.GetBytes($"{network}\n{string.Concat(lines)}"));
    }

    private static Digest OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Digest.FromBytes(SHA256.HashData(stream));
    }
}
