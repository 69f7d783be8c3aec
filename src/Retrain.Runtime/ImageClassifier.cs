using System.Collections.Concurrent;
using System.Reflection;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <summary>Tells which of its labels an image shows, with the same code for decoding, resizing and the network as in training.</summary>
/// <remarks>
/// All members may be called by any number of threads at once. An image gets the same probabilities, to the bit, by whichever method,
/// in whichever batch and on however many threads; a call for one image runs on its caller's thread alone.
/// </remarks>
public sealed class ImageClassifier : IDisposable
{
    // There are as many as calls were ever running at once.
    private readonly ConcurrentBag<ClassificationBuffers> idleBuffers = [];
    private readonly string? graphOrigin;
    private readonly GraphSession session;
    private readonly RunningCalls calls;
    private readonly ImagePreprocessor preprocessor;
    private readonly ModelOutputs outputs;

    private ImageClassifier(OpenedModel model)
    {
        graphOrigin = model.GraphOrigin;
        session = model.Session;
        calls = new RunningCalls(session);
        preprocessor = model.Preprocessor;
        outputs = model.Outputs;
    }

    /// <summary>Gets the labels in the order of the graph's probabilities, which is that of the labels file.</summary>
    public IReadOnlyList<string> Labels => outputs.Labels;

    /// <summary>
    /// Gets the probability from which on a prediction is confident, in [0, 1]: of the labels at and above it, at most the percentage that
    /// the manifest promises is wrong. Positive infinity, so that no prediction is confident, where training had too few photos to promise
    /// anything; 0, so that every prediction is, for a graph that says nothing about it.
    /// </summary>
    public float ConfidenceThreshold => outputs.ConfidenceThreshold;

    /// <summary>
    /// Gets the largest <see cref="Prediction.Novelty"/> of a familiar image: 95 % of the validation photos of the training are at or
    /// below it. <see langword="null"/> where there were fewer than 20 of them, and for a model that does not compute a novelty.
    /// </summary>
    public float? NoveltyThreshold => outputs.NoveltyThreshold;

    /// <summary>The SHA-256 digest of the graph's file, in upper case, where a manifest lay beside it.</summary>
    internal string? GraphDigest { get; private init; }

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
        ImageClassifierOptions completed = options with
        {
            InputTensor = options.InputTensor ?? manifest.InputTensor,
            OutputTensor = options.OutputTensor ?? manifest.OutputTensor,
        };
        NetworkGraph graph = model.ReadGraph();
        return new(OpenedModel.Open(libraries, graph, model.ReadLabels(), model.LabelsOrigin, completed, model.RequireOneSet));
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
        return Load(graphPath, labelsPath, options, report: _ => { });
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
        return new(OpenedModel.Open(libraries, network, LabelsReader.Read(labels), FileName(labels), options, requireOneSet: null));
    }

    /// <param name="graphPath">The trained graph.</param>
    /// <param name="labelsPath">Its labels.</param>
    /// <param name="options">See the public method.</param>
    /// <param name="report">Told about manifests beside the graph that belong to another model or cannot be read.</param>
    internal static ImageClassifier Load(
        string graphPath, string labelsPath, ImageClassifierOptions? options, Action<Diagnostic> report)
    {
        Task libraries = NativeLibraries.LoadInBackground();
        ModelFiles files = new(graphPath, labelsPath, report);
        string[] labels = files.ReadLabels();
        NetworkGraph graph = files.ReadGraph();
        options ??= new ImageClassifierOptions();
        options = options with { OutputTensor = options.OutputTensor ?? files.OutputTensor };
        return new(OpenedModel.Open(libraries, graph, labels, labelsPath, options, files.RequireOneSet))
        {
            GraphDigest = files.GraphDigest,
        };
    }

    /// <summary>Classifies an image file: JPEG, PNG, GIF (its first frame), BMP or WebP, recognised by its content.</summary>
    /// <param name="imagePath">The file.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(string imagePath)
    {
        using RunningCalls.Call call = calls.Begin(this);
        return Predict(imagePath);
    }

    /// <summary>Classifies an encoded image from a stream.</summary>
    /// <param name="image">The bytes of a file that <see cref="Classify(string)"/> takes; read to the end and left open.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(Stream image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using RunningCalls.Call call = calls.Begin(this);
        ReadOnlyMemory<byte> encoded = StreamBytes.Read(image, ImageFileReader.LargestFileBytes)
            ?? throw new IOException(ImageFileReader.TooLarge);
        return Predict(encoded, FileName(image));
    }

    /// <summary>Classifies an encoded image in memory.</summary>
    /// <param name="encodedImage">The bytes of a file that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(ReadOnlyMemory<byte> encodedImage)
    {
        using RunningCalls.Call call = calls.Begin(this);
        return Predict(encodedImage, null);
    }

    /// <summary>Classifies image files on several threads, each of which has one image in memory at a time.</summary>
    /// <param name="imagePaths">The files.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>The result of <see cref="Classify(string)"/> for each image, in the order of <paramref name="imagePaths"/>.</returns>
    /// <exception cref="RetrainException">It is what <see cref="Classify(string)"/> throws for the first image that fails.</exception>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Classify(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions = null)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        using RunningCalls.Call call = calls.Begin(this);
        return ParallelBatch.Run(imagePaths.Count, parallelOptions, i => Predict(imagePaths[i]));
    }

    /// <summary>Classifies encoded images in memory on several threads.</summary>
    /// <param name="encodedImages">The bytes of files that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>
    /// The result of <see cref="Classify(ReadOnlyMemory{byte})"/> for each image, in the order of <paramref name="encodedImages"/>.
    /// </returns>
    /// <exception cref="RetrainException">
    /// The exception that <see cref="Classify(ReadOnlyMemory{byte})"/> throws for the first image that fails; its message has the index.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Classify(
        IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions = null)
    {
        ArgumentNullException.ThrowIfNull(encodedImages);
        using RunningCalls.Call call = calls.Begin(this);
        return ParallelBatch.Run(encodedImages.Count, parallelOptions, i => Predict(encodedImages[i], $"{nameof(encodedImages)}[{i}]"));
    }

    /// <summary>Frees the network, or has it freed when the calls that are running have ended; does not wait for them.</summary>
    /// <remarks>It may be called more than once and while other threads classify; calls that begin afterwards throw.</remarks>
    public void Dispose() => calls.Close();

    private Prediction[] Predict(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        return WithBuffers(buffers => Predict(buffers.Reader.ReadImage(imagePath), imagePath, buffers));
    }

    private Prediction[] Predict(ReadOnlyMemory<byte> encodedImage, string? origin) =>
        WithBuffers(buffers => Predict(encodedImage, origin, buffers));

    private Prediction[] Predict(ReadOnlyMemory<byte> encodedImage, string? origin, ClassificationBuffers buffers)
    {
        preprocessor.Prepare(encodedImage, origin, buffers.Input);
        session.Run(buffers.Input, 1, buffers.Outputs);
        return buffers.Outputs.All(float.IsFinite)
            ? outputs.Read(buffers.Outputs)
            : throw new RetrainException(GraphDiagnostics.NotNumbers(graphOrigin, origin));
    }

    private Prediction[] WithBuffers(Func<ClassificationBuffers, Prediction[]> predict)
    {
        ClassificationBuffers buffers =
            idleBuffers.TryTake(out ClassificationBuffers? idle) ? idle : new(preprocessor.InputLength, outputs.Length);
        try
        {
            return predict(buffers);
        }
        finally
        {
            idleBuffers.Add(buffers);
        }
    }

    private static string? FileName(Stream stream) => (stream as FileStream)?.Name;
}
