using Retrain.Runtime.Images;

namespace Retrain.Training.PublishedEncoders;

/// <summary>A class of transformers that prepares images: the meaning of its fields, and what counts where one is absent.</summary>
/// <param name="Name">The class's name without ImageProcessor, ImageProcessorFast or FeatureExtractor.</param>
/// <param name="SizePixels">The size where the file has none.</param>
/// <param name="Filter">The filter where the file has none.</param>
internal sealed record ProcessorClass(string Name, int SizePixels, ResizeFilter Filter)
{
    /// <summary>The mean of ImageNet's channels, in [0, 1].</summary>
    public static readonly double[] ImageNetMean = [0.485, 0.456, 0.406];

    public static readonly double[] ImageNetStd = [0.229, 0.224, 0.225];

    /// <summary>The mean of the channels that CLIP was trained with, in [0, 1].</summary>
    public static readonly double[] ClipMean = [0.48145466, 0.4578275, 0.40821073];

    public static readonly double[] ClipStd = [0.26862954, 0.26130258, 0.27577711];

    private static readonly double[] Half = [0.5, 0.5, 0.5];
    private static readonly string[] Endings = ["ImageProcessorFast", "ImageProcessorPil", "ImageProcessor", "FeatureExtractor"];

    private static readonly ProcessorClass[] All =
    [
        new("ViT", 224, ResizeFilter.Bilinear),
        new("Beit", 224, ResizeFilter.Bicubic),
        new("DeiT", 256, ResizeFilter.Bicubic) { CropPixels = 224 },
        Clip("CLIP"),
        Clip("ChineseCLIP"),
        Clip("Bit"),
        new("Siglip", 224, ResizeFilter.Bicubic) { NumberIsShorterEdge = true },
        new("Blip", 384, ResizeFilter.Bicubic) { Mean = ClipMean, Std = ClipStd },
        new("Flava", 224, ResizeFilter.Bicubic) { CropPixels = 224, Mean = ClipMean, Std = ClipStd },
        new("ConvNext", 384, ResizeFilter.Bicubic) { NumberIsShorterEdge = true, KeepsShape = true, Scaling = ProcessorScaling.ConvNext },
        ImageNet("Levit", 224, ResizeFilter.Bicubic) with
        {
            CropPixels = 224, NumberIsShorterEdge = true, KeepsShape = true, Scaling = ProcessorScaling.Levit,
        },
        ImageNet("PoolFormer", 224, ResizeFilter.Bicubic) with
        {
            CropPixels = 224, NumberIsShorterEdge = true, KeepsShape = true, Scaling = ProcessorScaling.PoolFormer,
        },
        new("MobileNetV1", 256, ResizeFilter.Bilinear) { CropPixels = 224, NumberIsShorterEdge = true, KeepsShape = true },
        new("MobileNetV2", 256, ResizeFilter.Bilinear) { CropPixels = 224, NumberIsShorterEdge = true, KeepsShape = true },
        new("MobileViT", 224, ResizeFilter.Bicubic)
        {
            CropPixels = 256, NumberIsShorterEdge = true, KeepsShape = true, TakesBgr = true, NeverNormalizes = true,
        },
        new("EfficientNet", 346, ResizeFilter.Bicubic) { DividesTwice = true },
        ImageNet("Pvt", 224, ResizeFilter.Bicubic),
        ImageNet("Segformer", 512, ResizeFilter.Bilinear) with { NeverCrops = true },
        ImageNet("DINOv3ViT", 224, ResizeFilter.Bilinear) with { KeepsFractions = true },
    ];

    /// <summary>The side of the centre crop where the file has none; <see langword="null"/> for a class without one.</summary>
    public int? CropPixels { get; init; }

    public double[] Mean { get; init; } = Half;

    public double[] Std { get; init; } = Half;

    /// <summary>Whether a size that is a single number is that of the shorter edge, and not of a square.</summary>
    public bool NumberIsShorterEdge { get; init; }

    /// <summary>Whether the size that counts where the file has none is that of the shorter edge.</summary>
    public bool KeepsShape { get; init; }

    public ProcessorScaling Scaling { get; init; }

    /// <summary>Whether the channels are swapped to B G R by default.</summary>
    public bool TakesBgr { get; init; }

    public bool NeverNormalizes { get; init; }

    public bool NeverCrops { get; init; }

    /// <summary>Whether include_top divides by the deviation once more, and rescale_offset subtracts 1, as in EfficientNet.</summary>
    public bool DividesTwice { get; init; }

    /// <summary>Whether the resized image keeps fractions of grey levels.</summary>
    public bool KeepsFractions { get; init; }

    /// <summary>Finds a class.</summary>
    /// <param name="fullName">The name as files have it, for instance "ViTImageProcessor" or "CLIPFeatureExtractor".</param>
    /// <returns><see langword="null"/> for a class that is not known.</returns>
    public static ProcessorClass? Find(string fullName)
    {
        string? ending = Endings.FirstOrDefault(ending => fullName.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? null : All.FirstOrDefault(known => known.Name == fullName[..^ending.Length]);
    }

    private static ProcessorClass Clip(string name) => new(name, 224, ResizeFilter.Bicubic)
    {
        CropPixels = 224,
        NumberIsShorterEdge = true,
        KeepsShape = true,
        Mean = ClipMean,
        Std = ClipStd,
    };

    private static ProcessorClass ImageNet(string name, int sizePixels, ResizeFilter filter) =>
        new(name, sizePixels, filter) { Mean = ImageNetMean, Std = ImageNetStd };
}
