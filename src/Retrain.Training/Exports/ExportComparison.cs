using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;

namespace Retrain.Training.Exports;

/// <summary>Compares the probabilities of an exported graph with those of the graph that it was made from.</summary>
internal sealed class ExportComparison : IDisposable
{
    private readonly ImageFileReader reader = new();
    private readonly ImagePreprocessor preprocessor;
    private readonly float[] pixels;
    private readonly GraphSession before;
    private readonly GraphSession after;

    /// <exception cref="RetrainException">RT20xx: one of the graphs does not run.</exception>
    public ExportComparison(Func<FrozenGraph, GraphSession> start, FrozenGraph before, FrozenGraph after, ImagePreprocessor preprocessor)
    {
        this.preprocessor = preprocessor;
        pixels = new float[preprocessor.InputLength];
        this.before = start(before);
        try
        {
            this.after = start(after);
        }
        catch
        {
            this.before.Dispose();
            throw;
        }
    }

    /// <summary>The largest difference of a probability over all images so far.</summary>
    public float LargestDifference { get; private set; }

    /// <summary>The number of images whose most probable label differs.</summary>
    public int ChangedLabels { get; private set; }

    public int Images { get; private set; }

    /// <summary>Runs both graphs on an image.</summary>
    /// <exception cref="RetrainException">RT100x: the image cannot be read.</exception>
    public void Add(string image)
    {
        preprocessor.Prepare(reader.ReadImage(image), image, pixels);
        float[] expected = Run(before);
        float[] actual = Run(after);
        Images++;
        ChangedLabels += Array.IndexOf(expected, expected.Max()) == Array.IndexOf(actual, actual.Max()) ? 0 : 1;
        LargestDifference = Math.Max(LargestDifference, expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max());
    }

    public void Dispose()
    {
        before.Dispose();
        after.Dispose();
    }

    private float[] Run(GraphSession session)
    {
        float[] probabilities = new float[session.OutputLength];
        session.Run(pixels, 1, probabilities);
        return probabilities;
    }
}
