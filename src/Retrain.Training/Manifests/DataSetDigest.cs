using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.Manifests;

/// <summary>
/// The SHA-256 over a line for each image, of its label, set and digest, in the lines' ordinal order. The lines of millions of images are
/// never in memory together.
/// </summary>
internal static class DataSetDigest
{
    public static string Of(IReadOnlyList<LabeledImage> images)
    {
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in images.Any(image => image.Label.Contains('\t', StringComparison.Ordinal)) ? Sorted(images) : ByPart(images))
        {
            sha256.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    // With a tab in a label, the digest of one image may be compared with the label of another.
    private static IEnumerable<string> Sorted(IReadOnlyList<LabeledImage> images) =>
        images.Select(image => $"{StartOf(image.Label, image.Split)}{image.Digest}\n").Order(StringComparer.Ordinal);

    // The images of one label and set have lines that follow one another.
    private static IEnumerable<string> ByPart(IReadOnlyList<LabeledImage> images)
    {
        Dictionary<(string Label, Split Split), int> counts = [];
        foreach (LabeledImage image in images)
        {
            counts[(image.Label, image.Split)] = counts.GetValueOrDefault((image.Label, image.Split)) + 1;
        }

        (string Label, Split Split)[] parts =
            [.. counts.Keys.OrderBy(part => StartOf(part.Label, part.Split), StringComparer.Ordinal)];
        Dictionary<(string Label, Split Split), int> next = [];
        int start = 0;
        foreach ((string Label, Split Split) part in parts)
        {
            next.Add(part, start);
            start += counts[part];
        }

        int[] order = new int[images.Count];
        for (int i = 0; i < images.Count; i++)
        {
            order[next[(images[i].Label, images[i].Split)]++] = i;
        }

        Digest[] digests = new Digest[counts.Values.DefaultIfEmpty().Max()];
        foreach ((string Label, Split Split) part in parts)
        {
            int count = counts[part];
            for (int i = 0; i < count; i++)
            {
                digests[i] = images[order[next[part] - count + i]].Digest;
            }

            digests.AsSpan(0, count).Sort(Digest.Compare);
            string beginning = StartOf(part.Label, part.Split);
            for (int i = 0; i < count; i++)
            {
                yield return $"{beginning}{digests[i]}\n";
            }
        }
    }

    private static string StartOf(string label, Split split) => $"{label}\t{split.Name()}\t";
}
