using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;

namespace Retrain.Training.PublishedEncoders;

/// <summary>Reads timm's config.json: what resolve_data_config and create_transform make of it for evaluation.</summary>
internal static class TimmProcessor
{
    private const double DefaultCropFraction = 0.875;
    private const string SizeField = "input_size";
    private const string CropField = "crop_pct";

    private static readonly double[] White = [255, 255, 255];

    /// <param name="fields">pretrained_cfg, or the whole file.</param>
    /// <param name="warn">Receives a warning where the mean or the deviation is absent.</param>
    /// <exception cref="RetrainException">RT2058: a value is not understood.</exception>
    public static PublishedPreprocessing Read(ProcessorFields fields, Action<Diagnostic> warn)
    {
        (int height, int width) = Size(fields);
        double fraction = fields.IsEmpty(CropField) ? DefaultCropFraction : fields.Positive(CropField)!.Value;
        (int scaledHeight, int scaledWidth) = (fields.Side(CropField, height / fraction), fields.Side(CropField, width / fraction));
        string mode = fields.IsEmpty("crop_mode") ? "center" : fields.Text("crop_mode")!;
        ResizeKind kind = mode switch
        {
            "center" => height == width ? ResizeKind.ShorterEdge : ResizeKind.Cover,
            "squash" => ResizeKind.Exact,
            "border" => ResizeKind.Fit,
            _ => throw fields.Invalid("crop_mode", "center, squash or border"),
        };
        double[] mean = Channels("mean", ProcessorClass.ImageNetMean);
        double[] std = Channels("std", ProcessorClass.ImageNetStd);
        float[] padding = [.. mean.Zip(White, (value, white) => (float)Math.Clamp(Math.Round(value * white), 0, white))];
        Preprocessing preprocessing = new()
        {
            HeightPixels = height,
            WidthPixels = width,
            Resize = new ResizeRule(kind, scaledHeight, scaledWidth),
            Filter = fields.IsEmpty("interpolation") ? ResizeFilter.Bicubic : FilterOf(fields),
            Alignment = CropAlignment.Torchvision,
            Padding = kind is ResizeKind.Fit ? new ChannelValues(padding[0], padding[1], padding[2]) : default,
            Normalization = GreyLevels.Of(
                [.. mean.Select(value => value * 255)], [.. std.Select(value => value * 255)], fields, "std"),
        };
        return new(preprocessing, fields.File, SizeField);

        double[] Channels(string name, double[] otherwise) =>
            GreyLevels.Or(fields.IsEmpty(name) ? null : fields.Channels(name), otherwise, fields, name, warn);
    }

    private static (int HeightPixels, int WidthPixels) Size(ProcessorFields fields)
    {
        if (fields.IsEmpty(SizeField))
        {
            return (224, 224);
        }

        return fields.WholeList(SizeField, 3) is [3, int height, int width]
            ? (fields.Side(SizeField, height), fields.Side(SizeField, width))
            : throw fields.Invalid(SizeField, "3 channels, height and width");
    }

    private static ResizeFilter FilterOf(ProcessorFields fields) => fields.Text("interpolation") switch
    {
        "nearest" => ResizeFilter.Nearest,
        "box" => ResizeFilter.Box,
        "bilinear" => ResizeFilter.Bilinear,
        "hamming" => ResizeFilter.Hamming,
        "bicubic" => ResizeFilter.Bicubic,
        "lanczos" => ResizeFilter.Lanczos,
        _ => throw fields.Invalid("interpolation", "nearest, box, bilinear, hamming, bicubic or lanczos"),
    };
}
