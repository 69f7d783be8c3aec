using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Images;

/// <summary>The values that a user gives for preprocessing; a value that is <see langword="null"/> stays that of the network.</summary>
internal sealed record PreprocessingChanges
{
    private const double LevelsOfUnit = 255;

    /// <summary>The size of the resized image.</summary>
    public ResizeRule? Resize { get; init; }

    public ResizeFilter? Filter { get; init; }

    /// <summary>The centre crop, which is the size of the network's images.</summary>
    public (int HeightPixels, int WidthPixels)? Crop { get; init; }

    /// <summary>The share of the resized image's side that the network sees, in (0, 1].</summary>
    public double? CropPct { get; init; }

    /// <summary>The factor that grey levels are multiplied by before mean and deviation.</summary>
    public double? Rescale { get; init; }

    /// <summary>The number that is subtracted from grey levels.</summary>
    public GivenChannels? Mean { get; init; }

    /// <summary>The number that the difference is divided by.</summary>
    public GivenChannels? Std { get; init; }

    public ChannelOrder? Order { get; init; }

    /// <summary>Whether any value says how grey levels become the network's values.</summary>
    public bool Normalizes => Mean is not null || Std is not null || Rescale is not null;

    /// <summary>Whether mean and deviation are meant for values in [0, 1], as publishers write them: three deviations below 1.</summary>
    public bool IsOfUnitInterval =>
        Rescale is null && Std is { IsTriple: true, Values: { Red: < 1, Green: < 1, Blue: < 1 } };

    /// <summary>Requires that a size which another flag gives is that of the crop.</summary>
    /// <exception cref="RetrainException">RT2051: it is another.</exception>
    public void RequireCrop(string? origin, int? heightPixels, int? widthPixels)
    {
        if (Crop is (int height, int width) && ((heightPixels ?? height) != height || (widthPixels ?? width) != width))
        {
            throw new RetrainException(PreprocessingDiagnostics.OtherCrop(
                origin, $"{height}x{width}", $"{heightPixels ?? height}x{widthPixels ?? width}"));
        }
    }

    /// <summary>Puts the user's values in the place of the network's.</summary>
    /// <param name="known">The preprocessing without them.</param>
    /// <param name="origin">The network's file, for messages.</param>
    /// <exception cref="RetrainException">RT2052 or RT2053: the values cannot be together.</exception>
    public Preprocessing ApplyTo(Preprocessing known, string? origin)
    {
        if (Resize is not null && CropPct is not null)
        {
            throw new RetrainException(PreprocessingDiagnostics.ResizeTwice(origin));
        }

        Preprocessing sized = Crop is (int height, int width) ? known.OfSize(height, width) : known;
        ResizeRule rule = Resize ?? (CropPct is double share ? RuleOf(sized, share) : sized.Resize);
        ResizeFilter filter = Filter ?? sized.Filter;
        Preprocessing changed = sized with
        {
            Resize = rule,
            Filter = filter,
            KeepsFractions = sized.KeepsFractions && filter is not ResizeFilter.Legacy,
            FirstCrop = Resize is null && CropPct is null && Crop is null ? sized.FirstCrop : null,

            // The flags have the words of timm and torchvision, whose crop is meant.
            Alignment = sized.IsSquashed && rule != sized.Resize ? CropAlignment.Torchvision : sized.Alignment,
            Normalization = NormalizationOver(sized.Normalization),
            Order = Order ?? sized.Order,
        };
        return changed.IsUsable
            ? changed
            : throw new RetrainException(PreprocessingDiagnostics.Unusable(
                origin, changed.Normalization.Mean.ToString(), changed.Normalization.Std.ToString()));
    }

    // timm: the shorter edge is floor(size / crop_pct); the sides of another shape are just covered.
    private static ResizeRule RuleOf(Preprocessing sized, double share)
    {
        (int height, int width) = ((int)(sized.HeightPixels / share), (int)(sized.WidthPixels / share));
        return new(height == width ? ResizeKind.ShorterEdge : ResizeKind.Cover, height, width);
    }

    private Normalization NormalizationOver(Normalization known) => Rescale is double factor
        ? new((Mean ?? new(0)).InGreyLevels(1 / factor), (Std ?? new(1)).InGreyLevels(1 / factor))
        : new(
            Mean?.InGreyLevels(IsOfUnitInterval ? LevelsOfUnit : 1) ?? known.Mean,
            Std?.InGreyLevels(IsOfUnitInterval ? LevelsOfUnit : 1) ?? known.Std);
}
