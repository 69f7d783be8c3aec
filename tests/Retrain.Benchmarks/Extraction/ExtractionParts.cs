using System.Diagnostics;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Extraction;

/// <summary>The work for a bottleneck, measured part by part and with nothing around it, in images a second.</summary>
internal sealed class ExtractionParts : IDisposable
{
    private readonly ImagePreprocessor preprocessor;
    private readonly GraphSession session;
    private readonly byte[][] encoded;
    private readonly int threadCount;

    public ExtractionParts(PhotoSet photos, Backbone backbone, int threadCount)
    {
        this.threadCount = threadCount;
        preprocessor = new ImagePreprocessor(backbone.Preprocessing);
        session = backbone.OpenSession();
        encoded = [.. photos.Images.Select(image => File.ReadAllBytes(image.Path))];
    }

    /// <summary>Measures decoding, from bytes in memory to pixels.</summary>
    public double Decode() => encoded.Length / CoreThreads.Run(encoded.Length, threadCount, () => i =>
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded[i], null);
    }).TotalSeconds;

    /// <summary>Measures the way from pixels, decoded a moment ago as in a run, to the network's input, without the decoding.</summary>
    public double Prepare()
    {
        long elapsed = 0;
        CoreThreads.Run(encoded.Length, threadCount, () =>
        {
            float[] input = new float[preprocessor.InputLength];
            return i =>
            {
                using PixelBuffer pixels = ImageDecoder.Decode(encoded[i], null);
                long started = Stopwatch.GetTimestamp();
                preprocessor.Prepare(pixels, input);
                Interlocked.Add(ref elapsed, Stopwatch.GetTimestamp() - started);
            };
        });
        return encoded.Length * threadCount / Stopwatch.GetElapsedTime(0, elapsed).TotalSeconds;
    }

    /// <summary>Measures the way from a prepared input to the bottleneck.</summary>
    public double Network()
    {
        int worker = 0;
        return encoded.Length / CoreThreads.Run(encoded.Length, threadCount, () =>
        {
            float[] input = new float[preprocessor.InputLength];
            float[] bottleneck = new float[session.OutputLength];
            preprocessor.Prepare(encoded[worker++], null, input);
            return _ => session.Run(input, 1, bottleneck);
        }).TotalSeconds;
    }

    public void Dispose() => session.Dispose();
}
