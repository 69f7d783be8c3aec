using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Graphs;

/// <summary>The images that a network takes, as far as it describes them.</summary>
/// <param name="Tensor">The tensor that images are fed to.</param>
/// <param name="Shape">[batch, height, width, 3], or [batch, 3, height, width]; what the network leaves open is unknown.</param>
/// <param name="ChannelsFirst">Whether it is the second of the two.</param>
/// <param name="Normalization">Brings [0, 255] to the values that the network takes; <see langword="null"/> where it does not say.</param>
/// <param name="Preprocessing">
/// All that happens to an image before, which a trained graph says where retrain.py's way is not it; else <see langword="null"/>.
/// </param>
/// <param name="IgnoresOrientation">
/// Whether it was trained on photos as they are stored, whatever their EXIF orientation: so says a graph that was trained that way, and so
/// were graphs by retrain.py, and by versions of this project before graphs said it.
/// </param>
internal sealed record ImageInput(
    string Tensor,
    TensorShape Shape,
    bool ChannelsFirst,
    Normalization? Normalization,
    Preprocessing? Preprocessing = null,
    bool IgnoresOrientation = false)
{
    /// <summary>Whether it takes grey levels as bytes and not as floats.</summary>
    public bool TakesBytes { get; init; }

    /// <summary>The normalisation of a network that takes bytes: grey levels as they are.</summary>
    public static Normalization GreyLevels { get; } = new(0, 1);

    /// <summary>The height; <see langword="null"/> where the network leaves it open.</summary>
    public int? HeightPixels => Side(ChannelsFirst ? 2 : 1);

    /// <summary>The width; <see langword="null"/> where the network leaves it open.</summary>
    public int? WidthPixels => Side(ChannelsFirst ? 3 : 2);

    /// <summary>Whether an image may have a side of that many pixels.</summary>
    public static bool IsSide(long pixels) => pixels is > 0 and <= ImagePreprocessor.LargestSidePixels;

    /// <summary>Refuses a normalisation that somebody gave for a network of bytes, which would cut most of its values off.</summary>
    /// <param name="given">The normalisation.</param>
    /// <param name="origin">The file of the network, for messages.</param>
    /// <exception cref="RetrainException">RT2086: the network takes bytes, and these are not grey levels.</exception>
    public void RequireGreyLevelsOfBytes(Normalization given, string? origin)
    {
        if (TakesBytes && given != GreyLevels)
        {
            throw new RetrainException(GraphDiagnostics.NormalizedBytes(origin, Tensor, given.Mean.ToString(), given.Std.ToString()));
        }
    }

    private int? Side(int axis) => Shape.HasRank && Shape[axis] > 0 ? (int)Shape[axis] : null;
}
