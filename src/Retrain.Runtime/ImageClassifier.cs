using System.Collections.Concurrent;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>Tells which of its labels an image shows, with the code that decoded, resized and ran the network in training.</summary>
/// <threadsafety>One classifier serves any number of threads at once; each call runs on its caller's.</threadsafety>
public sealed class ImageClassifier : IDisposable
{
    // label_image.py's defaults for a graph that does not say.
    private const int DefaultSize = 224;
    private const float DefaultMean = 128;
    private const float DefaultStd = 128;

    // As many as calls were ever running at once.
    private readonly ConcurrentBag<ClassificationBuffers> idleBuffers = [];
    private readonly GraphSession session;
    private readonly ImagePreprocessor preprocessor;

    private ImageClassifier(GraphSession session, ImagePreprocessor preprocessor, IReadOnlyList<string> labels)
    {
        this.session = session;
        this.preprocessor = preprocessor;
        Labels = labels;
    }

    /// <summary>In the order of the graph's probabilities.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Reads a trained graph and its labels.</summary>
    /// <param name="graphPath">output_graph.pb, as dotnet-retrain or retrain.py wrote it.</param>
    /// <param name="labelsPath">output_labels.txt, a label per line.</param>
    /// <param name="options">For graphs that do not say what they expect.</param>
    /// <returns>A classifier, to be disposed.</returns>
    /// <exception cref="RetrainException">A file cannot be read, the graph cannot be used, or the labels are not its.</exception>
    public static ImageClassifier Load(string graphPath, string labelsPath, ImageClassifierOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        options ??= new ImageClassifierOptions();
        string[] labels = ReadLabels(labelsPath);
        FrozenGraph graph = FrozenGraph.Load(graphPath);
        ImagePreprocessor preprocessor = PreprocessorOf(graph, options);
        GraphSession session = GraphSession.Create(
            graph, options.InputTensor, options.OutputTensor, TensorShape.Of(TensorShape.UnknownDimension, preprocessor.HeightPixels, preprocessor.WidthPixels, 3));
        if (session.OutputLength != labels.Length)
        {
            session.Dispose();
            throw new RetrainException(GraphDiagnostics.LabelCountMismatch(labelsPath, labels.Length, session.OutputLength));
        }

        return new ImageClassifier(session, preprocessor, labels);
    }

    /// <summary>Classifies an image file: JPEG, PNG, GIF (its first frame), BMP or WebP.</summary>
    /// <param name="imagePath">The file.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The file is no such image, or is truncated or too large; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<Prediction> Classify(string imagePath) => WithBuffers(buffers => Classify(buffers.Reader.Read(imagePath), imagePath, buffers));

    /// <summary>Classifies an encoded image.</summary>
    /// <param name="encoded">The bytes of a file that <see cref="Classify(string)"/> would take.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are no such image, or it is truncated or too large.</exception>
    public IReadOnlyList<Prediction> Classify(ReadOnlyMemory<byte> encoded) => WithBuffers(buffers => Classify(encoded, null, buffers));

    /// <summary>Frees the network. Calls that are still running must have ended.</summary>
    public void Dispose() => session.Dispose();

    private Prediction[] WithBuffers(Func<ClassificationBuffers, Prediction[]> classify)
    {
        ClassificationBuffers buffers = idleBuffers.TryTake(out ClassificationBuffers? idle) ? idle : new(preprocessor.InputLength, Labels.Count);
        try
        {
            return classify(buffers);
        }
        finally
        {
            idleBuffers.Add(buffers);
        }
    }

    private Prediction[] Classify(ReadOnlyMemory<byte> encoded, string? origin, ClassificationBuffers buffers)
    {
        preprocessor.Prepare(encoded, origin, buffers.Input);
        session.Run(buffers.Input, 1, buffers.Probabilities);
        return
        [
            .. Labels.Zip(buffers.Probabilities, (label, probability) => new Prediction(label, probability))
                .OrderByDescending(prediction => prediction.Probability),
        ];
    }

    private static string[] ReadLabels(string labelsPath)
    {
        try
        {
            return File.ReadAllLines(labelsPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableLabels(labelsPath, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static ImagePreprocessor PreprocessorOf(FrozenGraph graph, ImageClassifierOptions options)
    {
        DecodingBranch? branch = DecodingBranch.Find(graph, options.InputTensor);
        TensorShape placeholder = graph.Node(options.InputTensor).Attr.TryGetValue("shape", out Graphs.Protos.AttrValue? shape)
            ? TensorShape.From(shape.Shape)
            : TensorShape.Unknown;
        int height = options.InputHeight ?? branch?.HeightPixels ?? Dimension(placeholder, 1) ?? DefaultSize;
        int width = options.InputWidth ?? branch?.WidthPixels ?? Dimension(placeholder, 2) ?? DefaultSize;
        Normalization normalization = new(
            options.InputMean ?? branch?.Normalization.Mean ?? DefaultMean, options.InputStd ?? branch?.Normalization.Std ?? DefaultStd);
        return new ImagePreprocessor(width, height, normalization, options.MaximumPixels);

        static int? Dimension(TensorShape shape, int axis) => shape.HasRank && shape.Rank == 4 && shape[axis] > 0 ? (int)shape[axis] : null;
    }
}
