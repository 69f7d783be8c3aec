using Retrain.Runtime.Graphs;

namespace Retrain.Training.Backbones;

/// <summary>The pooling between a tensor of a network and the bottleneck.</summary>
/// <param name="Tensor">The tensor of the network's file that is pooled.</param>
/// <param name="Kind">The kind of pooling.</param>
/// <param name="Axes">The axes that are pooled: that of the tokens, or those of height and width.</param>
/// <param name="Count">The number of tokens or pixels.</param>
internal sealed record BottleneckPooling(string Tensor, PoolingKind Kind, IReadOnlyList<int> Axes, long Count)
{
    // DINOv2 has four registers beside its class token; nothing known has more than sixteen.
    private const int MostRegisters = 16;

    /// <summary>For programs: "firstToken", "meanOfTokens" or "meanOfPixels".</summary>
    public string Name => Kind switch
    {
        PoolingKind.FirstToken => "firstToken",
        PoolingKind.MeanOfTokens => "meanOfTokens",
        _ => "meanOfPixels",
    };

    /// <summary>Decides how a tensor is pooled.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">Its shape for images of the network's size.</param>
    /// <param name="patches">The number of patches that the network cuts an image into; <see langword="null"/> where it is unknown.</param>
    /// <param name="channelsFirst">Whether channels precede height and width where the sizes do not show it.</param>
    /// <returns><see langword="null"/> for a tensor that has one row of values for an image.</returns>
    public static BottleneckPooling? Of(string tensor, TensorShape shape, long? patches, bool channelsFirst)
    {
        if (shape is { HasRank: true, Rank: 3 } && shape[1] > 1 && shape[2] > 1)
        {
            long tokens = shape[1];
            return new(tensor, HasClassToken(tokens, patches) ? PoolingKind.FirstToken : PoolingKind.MeanOfTokens, [1], tokens);
        }

        if (shape is not { HasRank: true, Rank: 4 })
        {
            return null;
        }

        // A map is nearly always as wide as it is high, and has another number of channels.
        bool isFirst = shape[1] == shape[2] ^ shape[2] == shape[3] ? shape[2] == shape[3] : channelsFirst;
        int height = isFirst ? 2 : 1;
        long pixels = shape[height] * shape[height + 1];
        return shape[height] > 0 && shape[height + 1] > 0 && pixels > 1 && shape[isFirst ? 1 : 3] > 1
            ? new(tensor, PoolingKind.MeanOfPixels, [height, height + 1], pixels)
            : null;
    }

    /// <summary>The words of a sentence about the bottleneck, for instance "the first of 197 tokens of 'last_hidden_state'".</summary>
    public override string ToString() => Kind switch
    {
        PoolingKind.FirstToken => FormattableString.Invariant($"the first of {Count} tokens of '{Tensor}'"),
        PoolingKind.MeanOfTokens => FormattableString.Invariant($"the mean over the {Count} tokens of '{Tensor}'"),
        _ => $"the mean over height and width of '{Tensor}'",
    };

    private static bool HasClassToken(long tokens, long? patches) => patches is long known
        ? tokens - known is >= 1 and <= 1 + MostRegisters
        : !IsSquare(tokens) && (IsSquare(tokens - 1) || IsSquare(tokens - 5));

    private static bool IsSquare(long number) => number > 0 && Math.Pow((long)Math.Sqrt(number), 2).Equals(number);
}
