using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Hubs;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Backbones;

/// <summary>Loads any network from a file as a backbone. Properties that no flag gives are inferred from the graph.</summary>
internal static class BackboneFile
{
    public static bool IsPath(string architecture) => !HubScheme.Matches(architecture)
        && (architecture.AsSpan().ContainsAny('/', '\\')
            || Path.GetExtension(architecture).ToUpperInvariant() is ".PB" or ".ONNX"
            || Path.Exists(architecture));

    /// <summary>A backbone's name for others, without the folders of this computer.</summary>
    public static string ShownName(string architecture) =>
        HubScheme.Matches(architecture) ? architecture : Path.GetFileName(architecture);

    /// <exception cref="RetrainException">RT4009: there is no such file or folder.</exception>
    public static void RequireExisting(string path)
    {
        if (!Path.Exists(path))
        {
            throw new RetrainException(OptionDiagnostics.FileNotFound("--architecture", path));
        }
    }

    /// <summary>Reads the network and determines its tensors, image size and normalisation.</summary>
    /// <param name="options">A file, or the folder of a published encoder, and the flags that say more about it.</param>
    /// <param name="report">Receives the event that it was read, and warnings about the files beside it.</param>
    /// <param name="snapshot">The files of a hub, if it comes from one; otherwise the options have the path.</param>
    /// <param name="digests">The digests of files that are known already, by path.</param>
    /// <exception cref="RetrainException">
    /// RT4009: the file does not exist. RT4041: the image size is not known. RT2xxx: the network cannot be used.
    /// </exception>
    public static Backbone Load(
        BackboneOptions options,
        Action<TrainingEvent> report,
        HubSnapshot? snapshot = null,
        IReadOnlyDictionary<string, Digest>? digests = null)
    {
        string path = snapshot?.Network ?? options.Architecture;
        RequireExisting(path);
        EncoderFiles files = EncoderFiles.Of(path);
        (NetworkGraph graph, Task<Digest> digesting) = Read(files.Graph, new NetworkDigest(digests));
        ImageInput input = graph.InputAt(options.InputTensor ?? ImageTensor.Of(graph));
        PublishedPreprocessing? published = FilePreprocessing.IsGivenBy(options)
            ? null
            : ProcessorFile.Read(files.Processors, problem => report(new ProblemFound(problem)));
        (Preprocessing preprocessing, bool isAssumed) = FilePreprocessing.Of(graph, input, published, options);
        TensorShape inputShape =
            TensorShape.Of(TensorShape.UnknownDimension, preprocessing.HeightPixels, preprocessing.WidthPixels, 3);
        BottleneckProposal bottleneck = options.BottleneckTensor is string named
            ? BottleneckProposal.At(graph, input.Tensor, named, inputShape)
            : BottleneckProposal.Of(graph, input.Tensor, inputShape);
        Backbone backbone = new()
        {
            Name = snapshot?.Repository ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
            Commit = snapshot?.Commit,
            Reading = Task.FromResult(bottleneck.Graph),
            Digest = digesting.GetAwaiter().GetResult(),
            InputTensor = input.Tensor,
            BottleneckTensor = bottleneck.Tensor,
            BottleneckLength = bottleneck.Length,
            Pooling = bottleneck.Pooling,
            NeedsFlattening = bottleneck.Shape.Rank is not 2,
            Preprocessing = preprocessing,
        };
        report(new BackboneRead(backbone, IsNormalizationAssumed: isAssumed, options.Preprocessing.IsOfUnitInterval));
        return backbone;
    }

    /// <summary>Refuses flags that describe a network file if the backbone is not a file.</summary>
    /// <exception cref="RetrainException">RT4040: there is such a flag.</exception>
    public static void RequireNoFlags(BackboneOptions options)
    {
        if (GivenFlag(options) is string flag)
        {
            throw new RetrainException(OptionDiagnostics.OnlyForFiles(flag, options.Architecture));
        }
    }

    /// <summary>The first flag given that describes a network file; <see langword="null"/> for none.</summary>
    public static string? GivenFlag(BackboneOptions options)
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
        return Array.Find(flags, flag => flag.IsGiven).Flag;
    }

    // The bytes of an ONNX model stay, so that another thread makes their digest while this one goes on.
    private static (NetworkGraph Graph, Task<Digest> Digesting) Read(string path, NetworkDigest digest)
    {
        using FileContent content = FileContent.Read(path);
        NetworkGraph graph = NetworkFile.Parse(content, path);
        return (graph, content.Onnx is byte[] model && graph is OnnxModel { WeightFiles: { } weightFiles }
            ? Task.Run(() => digest.Of(model, path, weightFiles))
            : Task.FromResult(digest.Of(content.Bytes, path, [])));
    }
}
