using Retrain.Training.Backbones;

namespace Retrain.Training.Options;

/// <summary>The flags that say how images are resized, cut and normalised.</summary>
internal static class PreprocessingFlags
{
    public static IEnumerable<TrainingFlag> Of(OptionsPart<BackboneOptions> backbone) =>
    [
        backbone.Flag("input_mean", FlagTypes.Mean,
            "Number to subtract from each pixel value in [0, 255] [default: inferred from the file, else 127.5].",
            options => options.Preprocessing.Mean,
            (options, mean) => options with { Preprocessing = options.Preprocessing with { Mean = mean } })
            with { ReportPlace = 5, IsOfImages = true },
        backbone.Flag("input_std", FlagTypes.Std, "Number to divide the difference by [default: inferred from the file, else 127.5].",
            options => options.Preprocessing.Std,
            (options, std) => options with { Preprocessing = options.Preprocessing with { Std = std } })
            with { ReportPlace = 6, IsOfImages = true },
        backbone.Flag("resize", FlagTypes.Resize, "Size to resize images to before the crop [default: that of the network].",
            options => options.Preprocessing.Resize,
            (options, rule) => options with { Preprocessing = options.Preprocessing with { Resize = rule } })
            with { ReportPlace = 28, IsOfImages = true },
        backbone.Flag("filter", FlagTypes.Filter, "Filter to resize images with [default: legacy, retrain.py's].",
            options => options.Preprocessing.Filter?.ToString().ToLowerInvariant(),
            (options, filter) => options with { Preprocessing = options.Preprocessing with { Filter = filter } })
            with { ReportPlace = 29, IsOfImages = true },
        backbone.Flag("crop", FlagTypes.Size, "Size of the centre crop that the backbone takes, as --input_size.",
            options => options.Preprocessing.Crop is (int height, int width) ? new InputSize(height, width) : null,
            (options, crop) => options with
            {
                Preprocessing = options.Preprocessing with { Crop = (crop.HeightPixels, crop.WidthPixels) },
            })
            with { ReportPlace = 30, IsOfImages = true },
        backbone.Flag("crop_pct", FlagTypes.Share, "Share of the resized image's side that the crop leaves, instead of --resize.",
            options => options.Preprocessing.CropPct,
            (options, share) => options with { Preprocessing = options.Preprocessing with { CropPct = share } })
            with { ReportPlace = 31, IsOfImages = true },
        backbone.Flag("rescale", FlagTypes.Rescale,
            "Factor of pixel values; --input_mean (else 0) and --input_std (else 1) are then those of the products.",
            options => options.Preprocessing.Rescale,
            (options, factor) => options with { Preprocessing = options.Preprocessing with { Rescale = factor } })
            with { ReportPlace = 32, IsOfImages = true },
        backbone.Flag("channel_order", FlagTypes.ChannelOrder, "Order of the channels that the backbone takes [default: rgb].",
            options => options.Preprocessing.Order?.ToString().ToLowerInvariant(),
            (options, order) => options with { Preprocessing = options.Preprocessing with { Order = order } })
            with { ReportPlace = 33, IsOfImages = true },
        backbone.Flag("ignore_orientation", FlagTypes.Switch,
            "Take photos as they are stored, as retrain.py does, instead of turning them as their EXIF orientation says.",
            options => options.IgnoreOrientation, (options, isOn) => options with { IgnoreOrientation = isOn })
            with { ReportPlace = 34, IsOfImages = true },
    ];
}
