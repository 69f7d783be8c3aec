using System.Globalization;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;

namespace Retrain.Training.Bottlenecks;

/// <summary>The cache's keys for the bottlenecks of one backbone.</summary>
internal sealed class BottleneckKeys(Backbone backbone, long maximumPixels)
{
    private readonly BottleneckRecipe undistorted = RecipeOf(backbone, null);

    /// <summary>A text that decides whether bytes are an image: the decoder's version, with the preprocessing's, and the limit.</summary>
    public string Decoder { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{backbone.PreprocessingText} refusals=2 max_pixels={maximumPixels}");

    /// <summary>The job with the keys of an image of these bytes.</summary>
    public BottleneckJob WithKeys(BottleneckJob job, Digest image) =>
        job with { Keys = [.. job.Wanted.Select(wanted => KeyOf(image, wanted.Distortion))] };

    private BottleneckKey KeyOf(Digest image, Distortion? distortion) =>
        (distortion is null ? undistorted : RecipeOf(backbone, distortion)).KeyOf(image);

    private static BottleneckRecipe RecipeOf(Backbone backbone, Distortion? distortion) =>
        new(backbone.Digest, backbone.BottleneckTensor, backbone.PreprocessingText, distortion?.ToString() ?? "");
}
