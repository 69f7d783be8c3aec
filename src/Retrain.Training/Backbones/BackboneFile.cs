using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>Loads any network from a file as a backbone. Properties that no flag gives are inferred from the graph.</summary>
internal static class BackboneFile
{
    // [0, 255] to [-1, 1], which most networks trained with TensorFlow expect, and which is close to what the others expect.
    private static readonly Normalization Usual = new(127.5f, 127.5f);

    public static bool IsPath(string architecture) =>
        architecture.AsSpan().ContainsAny('/', '\\')
        || Path.GetExtension(architecture).ToUpperInvariant() is ".PB" or ".ONNX"
        || File.Exists(architecture);

    /// <summary>
    /// Whether a graph trained on this backbone is an ONNX model. The content of the file decides, or its name if the file does not exist.
    /// </summary>
    public static bool IsOnnx(string architecture)
    {
        try
        {
            if (!File.Exists(architecture) || SmallFile.SizeOf(architecture) == 0)
            {
                return Path.GetExtension(architecture).Equals(".onnx", StringComparison.OrdinalIgnoreCase);
            }

            using FileStream file = File.OpenRead(architecture);
            Span<byte> start = stackalloc byte[4];
            return GraphFileSignature.IsOnnx(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // the error comes when the backbone is loaded
        }
    }

    /// <summary>Reads the network and determines its tensors, image size and normalisation.</summary>
    /// <exception cref="RetrainException">
    /// RT4009: the file does not exist. RT4041: the image size is not known. RT2xxx: the network cannot be used.
    /// </exception>
    public static Backbone Load(BackboneOptions options, Action<TrainingEvent> report)
    {
        string path = options.Architecture;
        if (!Path.Exists(path))
        {
            throw new RetrainException(OptionDiagnostics.FileNotFound("--architecture", path));
        }

        (NetworkGraph graph, Digest digest) = Read(path);
        ImageInput input = graph.InputAt(options.InputTensor ?? ImageTensor.Of(graph));
        PreprocessingChanges changes = options.Preprocessing;
        changes.RequireCrop(path, options.InputSize?.HeightPixels, options.InputSize?.WidthPixels);
        InputSize size = options.InputSize
            ?? (changes.Crop is (int height, int width) ? new InputSize(height, width) : SizeOf(graph, input));
        TensorShape inputShape = TensorShape.Of(TensorShape.UnknownDimension, size.HeightPixels, size.WidthPixels, 3);
        BottleneckProposal bottleneck = options.BottleneckTensor is string named
            ? BottleneckProposal.At(graph, input.Tensor, named, inputShape)
            : BottleneckProposal.Of(graph, input.Tensor, inputShape);
        Normalization? known = input.Normalization ?? RetrainPyNetwork.Find(graph)?.Normalization;
        Backbone backbone = new()
        {
            Name = Path.GetFileName(path),
            Graph = graph,
            Digest = digest,
            InputTensor = input.Tensor,
            BottleneckTensor = bottleneck.Tensor,
            BottleneckLength = bottleneck.Length,
            NeedsFlattening = bottleneck.Shape.Rank is not 2,
            Preprocessing = changes.ApplyTo(
                input.Preprocessing?.OfSize(size.HeightPixels, size.WidthPixels)
                    ?? Preprocessing.Legacy(size.HeightPixels, size.WidthPixels, known ?? Usual),
                path),
        };
        bool isAssumed = known is null && changes.Rescale is null && (changes.Mean is null || changes.Std is null);
        report(new BackboneRead(backbone, IsNormalizationAssumed: isAssumed, changes.IsOfUnitInterval));
        return backbone;
    }

    /// <summary>Refuses flags that describe a network file if the backbone is not a file.</summary>
    /// <exception cref="RetrainException">RT4040: there is such a flag.</exception>
    public static void RequireNoFlags(BackboneOptions options)
    {
        (string Flag, bool IsGiven)[] flags =
        [
            ("--input_tensor", options.InputTensor is not null), ("--bottleneck_tensor", options.BottleneckTensor is not null),
            ("--input_size", options.InputSize is not null), ("--input_mean", options.Preprocessing.Mean is not null),
            ("--input_std", options.Preprocessing.Std is not null), ("--resize", options.Preprocessing.Resize is not null),
            ("--filter", options.Preprocessing.Filter is not null), ("--crop", options.Preprocessing.Crop is not null),
            ("--crop_pct", options.Preprocessing.CropPct is not null), ("--rescale", options.Preprocessing.Rescale is not null),
            ("--channel_order", options.Preprocessing.Order is not null),
        ];
        foreach ((string flag, _) in flags.Where(flag => flag.IsGiven))
        {
            throw new RetrainException(OptionDiagnostics.OnlyForFiles(flag, options.Architecture));
        }
    }

    private static (NetworkGraph Graph, Digest Digest) Read(string path)
    {
        using FileContent content = FileContent.Read(path);
        return (NetworkFile.Parse(content.Bytes, path), Digest.Of(content.Bytes));
    }

    private static InputSize SizeOf(NetworkGraph graph, ImageInput input) =>
        (input.Preprocessing?.HeightPixels ?? input.HeightPixels, input.Preprocessing?.WidthPixels ?? input.WidthPixels)
            is (int height, int width)
            ? new InputSize(height, width)
            : throw new RetrainException(OptionDiagnostics.InputSizeUnknown(graph.Origin!, input.Tensor));
}
