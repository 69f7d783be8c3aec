using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.PublishedEncoders;

/// <summary>Reads preprocessor_config.json and the image_processor of processor_config.json, which transformers writes.</summary>
internal sealed class TransformersProcessor(ProcessorFields fields, Action<Diagnostic> warn)
{
    private const int SquashedFrom = 384; // ConvNeXt's limit
    private const string ClassField = "image_processor_type";
    private const string CropField = "crop_size";

    private readonly ProcessorClass processor = ClassOf(fields);

    /// <exception cref="RetrainException">RT2058 to RT2060: the class or one of its values is not understood.</exception>
    public PublishedPreprocessing Read()
    {
        (ResizeRule resize, (int HeightPixels, int WidthPixels)? inner) = Resize();
        (int HeightPixels, int WidthPixels)? crop = Crop();
        (int height, int width) = crop ?? inner ?? (resize.Kind is ResizeKind.Exact
            ? (resize.HeightPixels, resize.WidthPixels)
            : throw new RetrainException(EncoderDiagnostics.OpenSize(fields.File, "size")));
        Preprocessing preprocessing = new()
        {
            HeightPixels = height,
            WidthPixels = width,
            Resize = resize,
            Filter = Filter(),
            KeepsFractions = processor.KeepsFractions,
            FirstCrop = crop is null ? null : inner,
            Alignment = CropAlignment.Transformers,
            Normalization = Normalization(),
            Order = processor.TakesBgr && fields.Switch("do_flip_channel_order", true) ? ChannelOrder.Bgr : ChannelOrder.Rgb,
        };
        return new(preprocessing, fields.File, crop is null ? "size" : CropField);
    }

    private static ProcessorClass ClassOf(ProcessorFields fields)
    {
        string field = fields.Has(ClassField) || !fields.Has("feature_extractor_type") ? ClassField : "feature_extractor_type";
        string? name = fields.Text(field);
        return (name is null ? null : ProcessorClass.Find(name))
            ?? throw new RetrainException(EncoderDiagnostics.UnknownClass(fields.File, field, name));
    }

    // The rule, and the centre crop that belongs to it.
    private (ResizeRule Rule, (int HeightPixels, int WidthPixels)? Inner) Resize()
    {
        if (!fields.Switch("do_resize", true))
        {
            return (new(ResizeKind.None, 0, 0), null);
        }

        (ResizeKind kind, int height, int width) = Size();
        bool isSquare = height == width;
        switch (processor.Scaling)
        {
            case ProcessorScaling.ConvNext when kind is not ResizeKind.ShorterEdge:
                throw fields.Invalid("size", "a number or 'shortest_edge'");
            case ProcessorScaling.ConvNext when height >= SquashedFrom:
                return (new(ResizeKind.Exact, height, height), null);
            case ProcessorScaling.ConvNext:
                int scaled = fields.Side("crop_pct", height / CropFraction(224.0 / 256));
                return (new(ResizeKind.ShorterEdge, scaled, scaled), (height, height));
            case ProcessorScaling.Levit when kind is ResizeKind.ShorterEdge:
                int edge = fields.Side("size", 256.0 / 224 * height);
                return (new(kind, edge, edge), null);
            case ProcessorScaling.PoolFormer:
                double fraction = CropFraction(0.9);
                return (new(
                    isSquare ? ResizeKind.ShorterEdge : kind,
                    fields.Side("crop_pct", height / fraction),
                    fields.Side("crop_pct", width / fraction)), null);
            default:
                return (new(kind, height, width), null);
        }
    }

    private double CropFraction(double otherwise) => fields.Positive("crop_pct") ?? otherwise;

    private (ResizeKind Kind, int HeightPixels, int WidthPixels) Size()
    {
        if (fields.Inner("size") is { } size)
        {
            if (size.HeightAndWidth() is (int height, int width))
            {
                return (ResizeKind.Exact, height, width);
            }

            if (size.Whole("shortest_edge") is int edge && !size.Has("longest_edge"))
            {
                int pixels = size.Side("shortest_edge", edge);
                return (ResizeKind.ShorterEdge, pixels, pixels);
            }

            throw fields.Invalid("size", "'height' and 'width', or 'shortest_edge' alone");
        }

        if (fields.Sides("size") is not (int side, _, bool isNumber))
        {
            return (processor.KeepsShape ? ResizeKind.ShorterEdge : ResizeKind.Exact, processor.SizePixels, processor.SizePixels);
        }

        return isNumber
            ? (processor.NumberIsShorterEdge ? ResizeKind.ShorterEdge : ResizeKind.Exact, side, side)
            : throw fields.Invalid("size", "a number, 'height' and 'width', or 'shortest_edge'");
    }

    private (int HeightPixels, int WidthPixels)? Crop()
    {
        if (processor.NeverCrops || !fields.Switch("do_center_crop", processor.CropPixels is not null))
        {
            return null;
        }

        return fields.Sides(CropField) is (int height, int width, _) ? (height, width)
            : processor.CropPixels is int side ? (side, side)
            : throw fields.Invalid(CropField, "the size of the crop that 'do_center_crop' asks for");
    }

    private ResizeFilter Filter() => fields.Whole("resample") switch
    {
        null => processor.Filter,
        0 => ResizeFilter.Nearest,
        1 => ResizeFilter.Lanczos,
        2 => ResizeFilter.Bilinear,
        3 => ResizeFilter.Bicubic,
        4 => ResizeFilter.Box,
        5 => ResizeFilter.Hamming,
        _ => throw fields.Invalid("resample", "one of Pillow's filters, 0 to 5"),
    };

    // ((level * factor - offset) - mean) / std / std, as one mean and one deviation in grey levels.
    private Normalization Normalization()
    {
        double factor = fields.Switch("do_rescale", true) ? fields.Positive("rescale_factor") ?? (1.0 / 255) : 1;
        double offset = processor.DividesTwice && fields.Switch("rescale_offset", false) ? 1 : 0;
        bool normalizes = !processor.NeverNormalizes && fields.Switch("do_normalize", true);
        bool dividesAgain = processor.DividesTwice && fields.Switch("include_top", true);
        double[] mean = normalizes ? ChannelsOr("image_mean", processor.Mean) : [0, 0, 0];
        double[] std = normalizes || dividesAgain ? ChannelsOr("image_std", processor.Std) : [1, 1, 1];
        return GreyLevels.Of(
            [.. mean.Select(value => (value + offset) / factor)],
            [.. std.Select(value => (normalizes && dividesAgain ? value * value : value) / factor)],
            fields,
            fields.Has("image_std") ? "image_std" : "rescale_factor");
    }

    private double[] ChannelsOr(string name, double[] otherwise) => GreyLevels.Or(fields.Channels(name), otherwise, fields, name, warn);
}
