using BenchmarkDotNet.Attributes;
using Retrain.Benchmarks.Photos;
using Retrain.Runtime.Images;
using SkiaSharp;

namespace Retrain.Benchmarks.Micro;

/// <summary>Decodes a photo's bytes, and shows which part of the time is not Skia's.</summary>
public class DecodeBenchmarks
{
    private const int Photos = 50;
    private readonly byte[][] encoded = [.. new PhotoSet(PhotoSet.DefaultFolder).Some(Photos)];
    private readonly byte[] pixels = new byte[64 << 20];

    [Benchmark(OperationsPerInvoke = Photos)]
    public void ImageDecoder()
    {
        foreach (byte[] photo in encoded)
        {
            using PixelBuffer decoded = Runtime.Images.ImageDecoder.Decode(photo, null);
        }
    }

    /// <summary>The least that Skia needs: no checks, always the same memory.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Photos)]
    public unsafe void BareCodec()
    {
        foreach (byte[] photo in encoded)
        {
            fixed (byte* source = photo, target = pixels)
            {
                using SKData data = SKData.Create((nint)source, photo.Length);
                using SKCodec codec = SKCodec.Create(data);
                codec.GetPixels(
                    new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)target);
            }
        }
    }

    /// <summary>The call that most programs make.</summary>
    [Benchmark(OperationsPerInvoke = Photos)]
    public void BareBitmap()
    {
        foreach (byte[] photo in encoded)
        {
            using SKBitmap bitmap = SKBitmap.Decode(photo);
        }
    }
}
