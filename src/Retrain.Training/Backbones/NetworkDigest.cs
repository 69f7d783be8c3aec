using System.Text;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>The digest of a network: that of its file, or one over it and the files beside it that hold its weights.</summary>
/// <param name="known">The digests of files that are known already, by path.</param>
internal sealed class NetworkDigest(IReadOnlyDictionary<string, Digest>? known)
{
    /// <param name="content">The content of the network's own file.</param>
    /// <param name="path">The network's file.</param>
    /// <param name="weightFiles">The names of the files that hold its weights, in order.</param>
    public Digest Of(ReadOnlySpan<byte> content, string path, IReadOnlyList<string> weightFiles)
    {
        Digest network = Known(path) ?? Digest.Of(content);
        if (weightFiles.Count == 0)
        {
            return network;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        IEnumerable<string> lines = weightFiles.Select(name => $"{name}\t{OfFile(Path.Combine(folder, name))}\n");
        return Digest.Of(Encoding.UTF8.GetBytes($"{network}\n{string.Concat(lines)}"));
    }

    private Digest OfFile(string path) => Known(path) ?? Digest.OfFile(path);

    private Digest? Known(string path) => known is not null && known.TryGetValue(path, out Digest digest) ? digest : null;
}
