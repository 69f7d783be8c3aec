using BenchmarkDotNet.Attributes;
using Retrain.Runtime.Images;

namespace Retrain.Benchmarks.Micro;

/// <summary>
/// A photo of 500 x 375 pixels to a shorter edge of 256 and its centre of 224, on one core. The width pass takes most of it: a 32-bit
/// multiplication for each source pixel of each output pixel.
/// </summary>
public class ResizeBenchmarks
{
    private readonly PixelBuffer photo = new(500, 375);
    private readonly float[] input = new float[224 * 224 * 3];
    private ImagePreprocessor? preprocessor;

    [Params("Legacy", "Bilinear", "Bicubic", "Lanczos")]
    public string Filter { get; set; } = "Bicubic";

    [GlobalSetup]
    public void Prepare()
    {
        new Random(1).NextBytes(photo.WritableRgba);
        preprocessor = new(Preprocessing.Legacy(224, 224, new Normalization(127.5f, 127.5f)) with
        {
            Filter = Enum.Parse<ResizeFilter>(Filter),
            Resize = new(ResizeKind.ShorterEdge, 256, 256),
        });
    }

    [Benchmark]
    public void ResizeCropAndNormalize() => preprocessor!.Prepare(photo, input);

    [GlobalCleanup]
    public void Release() => photo.Dispose();
}
