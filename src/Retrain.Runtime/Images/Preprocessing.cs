namespace Retrain.Runtime.Images;

/// <summary>
/// Everything that happens between a file's pixels and a network's input: the image is turned upright, resized, cut or padded around its
/// centre to the network's size, and normalised.
/// </summary>
internal sealed record Preprocessing
{
    /// <summary>The height of the network's input.</summary>
    public required int HeightPixels { get; init; }

    /// <summary>The width of the network's input.</summary>
    public required int WidthPixels { get; init; }

    public required ResizeRule Resize { get; init; }

    public ResizeFilter Filter { get; init; } = ResizeFilter.Legacy;

    /// <summary>
    /// Whether a resized image keeps fractions of grey levels, as transformers' DINOv3 does; otherwise Pillow's filters round.
    /// </summary>
    public bool KeepsFractions { get; init; }

    /// <summary>A larger centre crop that precedes the one to the network's size; <see langword="null"/> where there is none.</summary>
    public (int HeightPixels, int WidthPixels)? FirstCrop { get; init; }

    public CropAlignment Alignment { get; init; } = CropAlignment.Transformers;

    /// <summary>The grey levels, from 0 to 255, that a smaller image is padded with.</summary>
    public ChannelValues Padding { get; init; }

    /// <summary>Brings grey levels to the values that the network was trained on; its numbers are in R G B order.</summary>
    public required Normalization Normalization { get; init; }

    public ChannelOrder Order { get; init; } = ChannelOrder.Rgb;

    /// <summary>
    /// Whether photos are taken as they are stored, as retrain.py takes them; otherwise they are turned as their EXIF orientation says.
    /// </summary>
    public bool IgnoresOrientation { get; init; }

    /// <summary>Whether the whole image is resized to the network's size.</summary>
    public bool IsSquashed => Resize == new ResizeRule(ResizeKind.Exact, HeightPixels, WidthPixels);

    /// <summary>
    /// Whether an image, once it is upright or not, is prepared in retrain.py's way, for which width, height, mean and divisor say
    /// everything.
    /// </summary>
    public bool IsLegacy => this with { IgnoresOrientation = false } == Legacy(HeightPixels, WidthPixels, Normalization)
        && Normalization.Mean.IsUniform && Normalization.Std.IsUniform;

    /// <summary>The same for a network of another size; an image that was squashed to the old is squashed to the new.</summary>
    public Preprocessing OfSize(int heightPixels, int widthPixels) => this with
    {
        HeightPixels = heightPixels,
        WidthPixels = widthPixels,
        Resize = IsSquashed
            ? new ResizeRule(ResizeKind.Exact, heightPixels, widthPixels)
            : Resize,
    };

    /// <summary>Whether all sides are possible and the numbers are usable.</summary>
    public bool IsUsable => IsSide(HeightPixels) && IsSide(WidthPixels) && Normalization.IsUsable
        && (Resize.Kind is ResizeKind.None || (IsSide(Resize.HeightPixels) && IsSide(Resize.WidthPixels)))
        && FirstCrop is not { HeightPixels: < 1 or > ImagePreprocessor.LargestSidePixels }
        && FirstCrop is not { WidthPixels: < 1 or > ImagePreprocessor.LargestSidePixels };

    /// <summary>retrain.py's way: the whole image is resized to the network's size with the legacy filter.</summary>
    public static Preprocessing Legacy(int heightPixels, int widthPixels, Normalization normalization) => new()
    {
        HeightPixels = heightPixels,
        WidthPixels = widthPixels,
        Resize = new ResizeRule(ResizeKind.Exact, heightPixels, widthPixels),
        Normalization = normalization,
    };

    private static bool IsSide(int pixels) => pixels is > 0 and <= ImagePreprocessor.LargestSidePixels;
}
