using System.Globalization;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Images;
using Retrain.Training.Libraries;

namespace Retrain.Training.Bottlenecks;

/// <summary>The cache's keys for the bottlenecks of one backbone.</summary>
internal sealed class BottleneckKeys(Backbone backbone, long maximumPixels)
{
    // By orientation, from 1 to 8.
    private readonly BottleneckRecipe[] undistorted =
        [.. Enumerable.Range(ExifOrientation.Upright, ExifOrientation.Last).Select(orientation => RecipeOf(backbone, null, orientation))];

    private readonly BottleneckRecipe imported =
        new(backbone.Digest, backbone.BottleneckTensor, $"imported=retrain.py {backbone.PreprocessingText}")
        {
            BackboneName = backbone.Name,
            Length = backbone.BottleneckLength,
        };

    /// <summary>A text that decides whether bytes are an image: the decoder's version, with the preprocessing's, and the limit.</summary>
    public string Decoder { get; } =
        string.Create(
            CultureInfo.InvariantCulture, $"{backbone.PreprocessingText} refusals=2 max_pixels={maximumPixels} {LibraryVersions.InKey}")
        .TrimEnd();

    /// <summary>The job with the keys of an image of this content.</summary>
    public BottleneckJob WithKeys(BottleneckJob job, ImageContent image)
    {
        BottleneckKey[] all = [.. job.Wanted.Select(wanted => KeyOf(image, wanted.Distortion))];
        return job with { Keys = all, Claim = all[0] };
    }

    /// <summary>The key of an image's bottleneck that retrain.py computed. It knew no orientation.</summary>
    public BottleneckKey ImportedKeyOf(Digest image) => imported.KeyOf(image);

    /// <summary>The key of an image that is not distorted.</summary>
    public BottleneckKey KeyOf(ImageContent image) => KeyOf(image, null);

    private BottleneckKey KeyOf(ImageContent image, Distortion? distortion) =>
        (distortion is null
            ? undistorted[image.Orientation - ExifOrientation.Upright]
            : RecipeOf(backbone, distortion, image.Orientation)).KeyOf(image.Digest);

    private static BottleneckRecipe RecipeOf(Backbone backbone, Distortion? distortion, int orientation) => new(
        backbone.Digest, backbone.BottleneckTensor, backbone.PreprocessingText, distortion?.ToString() ?? "",
        OrientationWord.InKey(orientation, backbone.Preprocessing.IgnoresOrientation), LibraryVersions.InKey)
    {
        BackboneName = backbone.Name,
        Length = backbone.BottleneckLength,
    };
}
