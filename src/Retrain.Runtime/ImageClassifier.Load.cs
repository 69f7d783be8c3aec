using System.Reflection;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <content>The ways in which a model is loaded.</content>
public sealed partial class ImageClassifier
{
    /// <summary>Loads a model that the package Retrain.MSBuild trained and embedded when the app was built.</summary>
    /// <param name="assembly">
    /// The app's assembly, with the resources <c>&lt;modelName&gt;.output_graph.pb</c> (or <c>.onnx</c>), <c>.output_labels.txt</c> and
    /// <c>.manifest.json</c>.
    /// </param>
    /// <param name="modelName">The name of the RetrainModel item, for instance <c>Flowers</c>; upper and lower case differ.</param>
    /// <param name="options">Limits, and values that override the graph and the manifest; <see langword="null"/> for none.</param>
    /// <returns>A classifier, which the caller disposes.</returns>
    /// <exception cref="RetrainException">
    /// A resource is missing (RT2018), the model's format is not known (RT2020), the manifest, the graph or the labels cannot be used, or
    /// they were not written together (RT2017, RT2024).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="modelName"/> is empty.</exception>
    public static ImageClassifier Load(Assembly assembly, string modelName, ImageClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(modelName);
        options ??= new ImageClassifierOptions();
        Task libraries = NativeLibraries.LoadInBackground();
        EmbeddedModel model = new(assembly, modelName);
        Manifest manifest = model.ReadManifest();
        ImageClassifierOptions completed = options.CompletedBy(manifest);
        NetworkGraph graph = model.ReadGraph();
        string[] labels = model.ReadLabels();
        return new(
            OpenedModel.Open(libraries, graph, labels, model.LabelsOrigin, completed, model.RequireOneSet),
            options,
            () => new ModelDescription(labels, manifest, model.GraphDigest ?? manifest.Digests?.Graph));
    }

    /// <summary>Loads a trained graph and its labels from files.</summary>
    /// <param name="graphPath">The output_graph.pb or .onnx that dotnet-retrain or retrain.py wrote; its content shows which.</param>
    /// <param name="labelsPath">The output_labels.txt, a label per line.</param>
    /// <param name="options">Limits, and values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <returns>A classifier, which the caller disposes.</returns>
    /// <exception cref="RetrainException">
    /// A file cannot be read, the graph cannot be used, the labels are another graph's (RT2017), or the manifest beside the graph names the
    /// labels and another graph (RT2024).
    /// </exception>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    public static ImageClassifier Load(string graphPath, string labelsPath, ImageClassifierOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        return Open(graphPath, labelsPath, options, report: _ => { }, isApp: true);
    }

    /// <summary>Loads a trained graph and its labels from streams.</summary>
    /// <param name="graph">The bytes of the output_graph.pb or .onnx that training wrote; read to the end and left open.</param>
    /// <param name="labels">The bytes of output_labels.txt, a label per line; read to the end and left open.</param>
    /// <param name="options">Limits, and values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <returns>A classifier, which the caller disposes.</returns>
    /// <exception cref="RetrainException">The graph cannot be used, or the labels belong to another graph.</exception>
    /// <exception cref="IOException">A stream cannot be read.</exception>
    public static ImageClassifier Load(Stream graph, Stream labels, ImageClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(labels);
        Task libraries = NativeLibraries.LoadInBackground();
        NetworkGraph network = NetworkFile.Read(graph, FileName(graph));
        OpenedModel model = OpenedModel.Open(libraries, network, LabelsReader.Read(labels), FileName(labels), options, requireOneSet: null);
        return new(model, options);
    }

    /// <summary>Loads a model for a command that goes through many files, of which its messages speak.</summary>
    /// <param name="graphPath">The trained graph.</param>
    /// <param name="labelsPath">Its labels.</param>
    /// <param name="options">See the public method.</param>
    /// <param name="report">Told about manifests beside the graph that belong to another model or cannot be read.</param>
    internal static ImageClassifier Load(
        string graphPath, string labelsPath, ImageClassifierOptions? options, Action<Diagnostic> report) =>
        Open(graphPath, labelsPath, options, report, isApp: false);

    private static ImageClassifier Open(
        string graphPath, string labelsPath, ImageClassifierOptions? options, Action<Diagnostic> report, bool isApp)
    {
        Task libraries = NativeLibraries.LoadInBackground();
        ModelFiles files = new(graphPath, labelsPath, report);
        string[] labels = files.ReadLabels();
        NetworkGraph graph = files.ReadGraph();
        options ??= new ImageClassifierOptions();
        options = options with { OutputTensor = options.OutputTensor ?? files.OutputTensor };
        OpenedModel model = OpenedModel.Open(libraries, graph, labels, labelsPath, options, files.RequireOneSet);
        Manifest? manifest = files.Manifest;
        string? digest = files.GraphDigest;
        return new(model, options, () => new ModelDescription(labels, manifest, manifest is null ? null : digest), isApp)
        {
            GraphDigest = digest,
        };
    }

    private static string? FileName(Stream stream) => (stream as FileStream)?.Name;
}
