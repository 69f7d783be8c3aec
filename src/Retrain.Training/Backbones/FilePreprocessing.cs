using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Backbones;

/// <summary>Brings together what flags, the files of a published encoder and the network itself say about the preprocessing.</summary>
internal static class FilePreprocessing
{
    // [0, 255] to [-1, 1], which most networks trained with TensorFlow expect, and which is close to what the others expect.
    private static readonly Normalization Usual = new(127.5f, 127.5f);

    /// <summary>Whether the flags alone describe the preprocessing, so that no file is asked.</summary>
    public static bool IsGivenBy(BackboneOptions options) =>
        (options.InputSize is not null || options.Preprocessing.Crop is not null)
        && options.Preprocessing is { Mean: not null, Std: not null };

    /// <summary>A flag goes before a file, and a file before what the network says.</summary>
    /// <returns>The preprocessing, and whether the mean or std is an assumption, because nothing says it.</returns>
    /// <exception cref="RetrainException">
    /// RT205x: flags contradict each other. RT2061: the file makes images of a size that the network does not take. RT2086: they
    /// are normalised for a network of bytes. RT4041: nothing says the size.
    /// </exception>
    public static (Preprocessing Value, bool IsNormalizationAssumed) Of(
        NetworkGraph graph, ImageInput input, PublishedPreprocessing? published, BackboneOptions options)
    {
        PreprocessingChanges changes = options.Preprocessing;
        changes.RequireCrop(graph.Origin, options.InputSize?.HeightPixels, options.InputSize?.WidthPixels);
        InputSize? given = options.InputSize ?? (changes.Crop is (int height, int width) ? new InputSize(height, width) : null);
        Preprocessing? described = given is InputSize wanted && published is not null
            ? published.At(wanted.HeightPixels, wanted.WidthPixels)
            : published?.Value;
        if (described is not null)
        {
            RequireSize(graph, input, published!, described);
        }

        Normalization? known = described?.Normalization ?? input.Normalization ?? RetrainPyNetwork.Find(graph)?.Normalization;
        Preprocessing changed = changes.ApplyTo(described ?? OfGraph(given ?? SizeOf(graph, input, changes.Resize)), graph.Origin);
        if (described is not null || changes.Normalizes)
        {
            input.RequireGreyLevelsOfBytes(changed.Normalization, graph.Origin);
        }

        return (
            changed,
            known is null && changes.Rescale is null && (changes.Mean is null || changes.Std is null));

        Preprocessing OfGraph(InputSize size) => input.Preprocessing?.OfSize(size.HeightPixels, size.WidthPixels)
            ?? Preprocessing.Legacy(size.HeightPixels, size.WidthPixels, known ?? Usual);
    }

    private static void RequireSize(NetworkGraph graph, ImageInput input, PublishedPreprocessing published, Preprocessing described)
    {
        if ((input.HeightPixels ?? described.HeightPixels, input.WidthPixels ?? described.WidthPixels)
            is (int height, int width) && (height, width) != (described.HeightPixels, described.WidthPixels))
        {
            throw new RetrainException(EncoderDiagnostics.OtherSize(
                published.File,
                published.SizeField,
                new InputSize(described.HeightPixels, described.WidthPixels).ToString(),
                $"'{input.Tensor}' of '{graph.Origin}'",
                new InputSize(height, width).ToString()));
        }
    }

    // An image that is squashed to a size and not cut has that size.
    private static InputSize SizeOf(NetworkGraph graph, ImageInput input, ResizeRule? resize) =>
        (input.Preprocessing?.HeightPixels ?? input.HeightPixels, input.Preprocessing?.WidthPixels ?? input.WidthPixels)
            is (int height, int width) ? new InputSize(height, width)
            : resize is { Kind: ResizeKind.Exact } exact ? new InputSize(exact.HeightPixels, exact.WidthPixels)
            : throw new RetrainException(OptionDiagnostics.InputSizeUnknown(graph.Origin!, input.Tensor));
}
