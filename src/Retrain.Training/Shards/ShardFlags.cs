using System.Text;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Shards;

/// <summary>
/// All that decides which bottlenecks are extracted, and which files are refused: the same for all parts and the training.
/// </summary>
/// <param name="Text">A line for each.</param>
internal sealed record ShardFlags(string Text)
{
    // An orientation that is not upright, for which the key says whether it is followed.
    private const int Turned = 6;

    /// <summary>The SHA-256 of the text.</summary>
    public Digest Digest => Digest.Of(Encoding.UTF8.GetBytes(Text));

    public static ShardFlags Of(Backbone backbone, BottleneckOptions options)
    {
        // The text of a key without its image, once for each way that an image can lie.
        BottleneckKeys keys = new(backbone, options.MaximumPixels);
        IEnumerable<string> lines = new[] { ExifOrientation.Upright, Turned }
            .SelectMany(orientation => keys.KeyOf(new ImageContent(default, orientation)).Text.Split('\n'))
            .Where(line => line.Length > 0 && !line.StartsWith("image=", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        return new ShardFlags(string.Join('\n', [.. lines, $"decoder={keys.Decoder}", $"imported={options.UsesImported}"]));
    }

    /// <summary>The names of the lines that differ.</summary>
    public IReadOnlyList<string> Differences(ShardFlags other)
    {
        string[] mine = Text.Split('\n'), others = other.Text.Split('\n');
        return
        [
            .. mine.Except(others).Concat(others.Except(mine)).Select(line => line.Split('=', ' ')[0])
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
