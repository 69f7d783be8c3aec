using System.Reflection;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <content>The ways in which a model is loaded.</content>
public sealed partial class ImageEmbedder
{
    /// <summary>Loads the network of a model that the package Retrain.MSBuild trained and embedded when the app was built.</summary>
    /// <param name="assembly">
    /// The app's assembly, with the resources of
    /// <see cref="ImageClassifier.Load(Assembly, string, ImageClassifierOptions?)"/>.
    /// </param>
    /// <param name="modelName">The name of the RetrainModel item, for instance <c>Flowers</c>; upper and lower case differ.</param>
    /// <param name="options">Limits, and values that override the graph and the manifest; <see langword="null"/> for none.</param>
    /// <returns>An embedder, which the caller disposes.</returns>
    /// <exception cref="RetrainException">
    /// A resource is missing (RT2018), the model's format is not known (RT2020), the manifest or the graph cannot be used, they were not
    /// written together (RT2017, RT2024), or the bottleneck cannot be told (RT2088).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="modelName"/> is empty.</exception>
    public static ImageEmbedder Load(Assembly assembly, string modelName, ImageClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(modelName);
        Task libraries = NativeLibraries.LoadInBackground();
        EmbeddedModel model = new(assembly, modelName);
        Manifest manifest = model.ReadManifest();
        NetworkGraph graph = model.ReadGraph();
        model.RequireOneSet();
        options = (options ?? new ImageClassifierOptions()).CompletedBy(manifest);
        return new(OpenedNetwork.OpenBottleneck(libraries, graph, options), options, manifest);
    }

    /// <summary>Loads the network of a trained graph from its file.</summary>
    /// <param name="graphPath">
    /// The output_graph.pb or .onnx that dotnet-retrain or retrain.py wrote; any other network if the options name its
    /// <see cref="ImageClassifierOptions.BottleneckTensor"/>. Its content shows its format.
    /// </param>
    /// <param name="options">Limits, and values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <returns>An embedder, which the caller disposes.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read, the graph cannot be used, or the bottleneck cannot be told (RT2088).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="graphPath"/> is empty.</exception>
    public static ImageEmbedder Load(string graphPath, ImageClassifierOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        Task libraries = NativeLibraries.LoadInBackground();
        ModelFiles files = new(graphPath, labelsPath: null, _ => { });
        NetworkGraph graph = files.ReadGraph();
        options ??= new ImageClassifierOptions();
        options = options with { OutputTensor = options.OutputTensor ?? files.OutputTensor };
        return new(OpenedNetwork.OpenBottleneck(libraries, graph, options), options, files.Manifest);
    }

    /// <summary>Loads the network of a trained graph from a stream.</summary>
    /// <param name="graph">The bytes of a file that <see cref="Load(string, ImageClassifierOptions?)"/> takes; left open.</param>
    /// <param name="options">Limits, and values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <returns>An embedder, which the caller disposes.</returns>
    /// <exception cref="RetrainException">The graph cannot be used, or the bottleneck cannot be told (RT2088).</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ImageEmbedder Load(Stream graph, ImageClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Task libraries = NativeLibraries.LoadInBackground();
        NetworkGraph network = NetworkFile.Read(graph, (graph as FileStream)?.Name);
        return new(OpenedNetwork.OpenBottleneck(libraries, network, options), options, manifest: null);
    }
}
