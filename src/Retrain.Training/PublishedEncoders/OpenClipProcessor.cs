using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;

namespace Retrain.Training.PublishedEncoders;

/// <summary>Reads open_clip_config.json: what open_clip's image_transform_v2 makes of it for inference.</summary>
internal static class OpenClipProcessor
{
    private const string SizeField = "image_size";
    private const int DefaultSizePixels = 224;

    /// <param name="file">The whole file.</param>
    /// <param name="empty">An object without fields, which takes the place of an absent one.</param>
    /// <param name="warn">Receives a warning where the mean or the deviation is absent.</param>
    /// <exception cref="RetrainException">RT2058: a value is not understood.</exception>
    public static PublishedPreprocessing Read(ProcessorFields file, ProcessorFields empty, Action<Diagnostic> warn)
    {
        ProcessorFields fields = file.Inner("preprocess_cfg") ?? empty;
        (int height, int width, _) =
            file.Inner("model_cfg")?.Inner("vision_cfg")?.Sides(SizeField) ?? (DefaultSizePixels, DefaultSizePixels, true);
        ResizeKind kind = (fields.Text("resize_mode") ?? "shortest") switch
        {
            "shortest" => height == width ? ResizeKind.ShorterEdge : ResizeKind.Cover,
            "squash" => ResizeKind.Exact,
            "longest" => ResizeKind.Fit,
            _ => throw fields.Invalid("resize_mode", "shortest, longest or squash"),
        };
        double[] mean = GreyLevels.Or(fields.Channels("mean"), ProcessorClass.ClipMean, fields, "mean", warn);
        double[] std = GreyLevels.Or(fields.Channels("std"), ProcessorClass.ClipStd, fields, "std", warn);
        Preprocessing preprocessing = new()
        {
            HeightPixels = height,
            WidthPixels = width,
            Resize = new ResizeRule(kind, height, width),
            Filter = fields.Text("interpolation") is "bilinear" ? ResizeFilter.Bilinear : ResizeFilter.Bicubic,
            Alignment = CropAlignment.Torchvision,
            Normalization = GreyLevels.Of([.. mean.Select(value => value * 255)], [.. std.Select(value => value * 255)], fields, "std"),
        };
        return new(preprocessing, file.File, $"model_cfg.vision_cfg.{SizeField}");
    }
}
