using System.Buffers;
using Retrain.Runtime.Diagnostics;
using SkiaSharp;

namespace Retrain.Runtime.Images;

/// <summary>Skia's codec over bytes that stay where they are: neither the file nor the pixels are copied.</summary>
internal sealed class SkiaImage : IDisposable
{
    private static readonly Lazy<bool> IsWhole = new(() =>
    {
        CutOffLibrary.Refuse("libSkiaSharp.so");
        return true;
    });

    private readonly SKCodec? codec;
    private readonly SKData data;
    private MemoryHandle pin;

    /// <summary>Reads only the header.</summary>
    /// <exception cref="RetrainException">RT2025: the native library of Skia cannot be loaded.</exception>
    public unsafe SkiaImage(ReadOnlyMemory<byte> encoded)
    {
        pin = encoded.Pin();
        try
        {
            _ = IsWhole.Value;
            data = SKData.Create((nint)pin.Pointer, encoded.Length);
            codec = SKCodec.Create(data);
        }
        catch (Exception exception) when (MissingLibrary.IsCauseOf(exception))
        {
            pin.Dispose();
            throw MissingLibrary.Problem(exception, "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies");
        }
    }

    /// <summary>The width; zero where Skia found no header that it understands.</summary>
    public int WidthPixels => codec?.Info.Width ?? 0;

    public int HeightPixels => codec?.Info.Height ?? 0;

    public unsafe SKCodecResult Read(PixelBuffer pixels)
    {
        fixed (byte* target = pixels.WritableRgba)
        {
            return codec?.GetPixels(InfoOf(pixels), (nint)target) ?? SKCodecResult.InvalidInput;
        }
    }

    /// <summary>Reads one byte a pixel; only from an image that has no colours.</summary>
    public unsafe SKCodecResult ReadGrey(Span<byte> levels)
    {
        fixed (byte* target = levels)
        {
            SKImageInfo info = new(WidthPixels, HeightPixels, SKColorType.Gray8, SKAlphaType.Opaque);
            return codec?.GetPixels(info, (nint)target) ?? SKCodecResult.InvalidInput;
        }
    }

    /// <returns>The number of rows that are there.</returns>
    public unsafe int ReadRows(PixelBuffer pixels)
    {
        fixed (byte* target = pixels.WritableRgba)
        {
            return codec?.StartScanlineDecode(InfoOf(pixels)) is SKCodecResult.Success
                ? codec.GetScanlines((nint)target, pixels.HeightPixels, pixels.RowBytes)
                : 0;
        }
    }

    // Without a colour space Skia converts no profile; unpremultiplied, transparent pixels keep their colours.
    private static SKImageInfo InfoOf(PixelBuffer pixels) =>
        new(pixels.WidthPixels, pixels.HeightPixels, SKColorType.Rgba8888, SKAlphaType.Unpremul);

    public void Dispose()
    {
        codec?.Dispose();
        data.Dispose();
        pin.Dispose();
    }
}
