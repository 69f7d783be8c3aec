using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Occlusion;

/// <summary>
/// Shows what predictions rest on by covering one part of a photo after another with a grey square, and running the whole graph on it
/// (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 4.2). It looks only at inputs and
/// probabilities, so it works for every network.
/// </summary>
internal sealed class OcclusionMaps(Backbone backbone, BottleneckOptions options, Action<TrainingEvent> report)
{
    private const float Grey = 127.5f;

    private readonly ImageFileReader reader = new();
    private readonly ImagePreprocessor preprocessor = new(backbone.Preprocessing, options.MaximumPixels);

    /// <summary>Computes the maps of some tested images; an image whose file has changed or is gone has none.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public IReadOnlyDictionary<LabeledImage, OcclusionMap> Of(
        IReadOnlyList<TestedImage> images, TrainedGraph graph, CancellationToken cancellationToken)
    {
        Dictionary<LabeledImage, OcclusionMap> maps = [];
        if (images.Count == 0)
        {
            return maps;
        }

        long started = Stopwatch.GetTimestamp();
        using GraphSession network = backbone.OpenSession();
        using GraphSession head = graph.OpenHead();
        float[] input = new float[preprocessor.InputLength]; // [1, heightPixels, widthPixels, 3]
        foreach ((int i, TestedImage image) in images.Index())
        {
            report(new OcclusionProgressed(i, images.Count));
            if (Prepare(image.Image, input) is SeenPart part)
            {
                float[] falls = Falls(image, input, network, head, cancellationToken);
                maps.Add(image.Image, new OcclusionMap(OcclusionGrid.MeanOfCells(falls), falls.Max(), part));
            }
        }

        report(new OcclusionMapped(maps.Count, Stopwatch.GetElapsedTime(started)));
        return maps;
    }

    private SeenPart? Prepare(LabeledImage image, float[] input)
    {
        try
        {
            ReadOnlyMemory<byte> encoded = reader.ReadImage(image.Path);
            if (Digest.Of(encoded.Span) != image.Digest)
            {
                return null;
            }

            using PixelBuffer pixels = ImageDecoder.Decode(
                encoded, image.Path, options.MaximumPixels, backbone.Preprocessing.IgnoresOrientation);
            preprocessor.Prepare(pixels, input);
            return SeenPart.Of(backbone.Preprocessing, pixels.WidthPixels, pixels.HeightPixels);
        }
        catch (RetrainException)
        {
            // The file was readable when its bottleneck was computed; the report counts the pictures that it lacks.
            return null;
        }
    }

    /// <returns>The fall of the predicted label's probability for each square.</returns>
    private float[] Falls(TestedImage image, float[] input, GraphSession network, GraphSession head, CancellationToken cancellationToken)
    {
        float[] grey = [Grey, Grey, Grey];
        preprocessor.Normalize(grey);
        float[] falls = new float[OcclusionGrid.Squares];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, falls.Length, parallel, () => new float[input.Length], (square, _, covered) =>
            {
                input.CopyTo(covered, 0);
                OcclusionGrid.Cover(covered, preprocessor.WidthPixels, preprocessor.HeightPixels, square, grey);
                float[] bottleneck = new float[network.OutputLength];
                network.Run(covered, 1, bottleneck);
                float[] probabilities = new float[head.OutputLength];
                head.Run(bottleneck, 1, probabilities);
                falls[square] = image.Confidence - probabilities[image.PredictedIndex];
                return covered;
            }, _ => { });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is RetrainException))
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return falls;
    }
}
