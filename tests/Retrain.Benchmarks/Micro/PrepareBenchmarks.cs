using BenchmarkDotNet.Attributes;
using Retrain.Benchmarks.Photos;
using Retrain.Runtime.Images;

namespace Retrain.Benchmarks.Micro;

/// <summary>The way from pixels to the network's input.</summary>
public class PrepareBenchmarks
{
    private const int Photos = 20;
    private const int Side = 224;
    private readonly float[] input = new float[Side * Side * BilinearResize.Channels];
    private readonly PixelBuffer[] decoded =
        [.. new PhotoSet(PhotoSet.DefaultFolder).Some(Photos).Select(photo => ImageDecoder.Decode(photo, null))];

    [Benchmark(OperationsPerInvoke = Photos)]
    public void Resize()
    {
        foreach (PixelBuffer pixels in decoded)
        {
            BilinearResize.Resize(pixels, Side, Side, input);
        }
    }

    // Subtracts 0 and multiplies by 1, so that the values stay what they are from call to call.
    [Benchmark]
    public void Normalize() => new Normalization(0, 1).Apply(input);

    [GlobalCleanup]
    public void Release()
    {
        foreach (PixelBuffer pixels in decoded)
        {
            pixels.Dispose();
        }
    }
}
