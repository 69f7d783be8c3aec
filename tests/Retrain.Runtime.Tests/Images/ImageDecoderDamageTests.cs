using System.Buffers;
using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

/// <summary>Any bytes give either pixels or a RetrainException.</summary>
public sealed class ImageDecoderDamageTests
{
    public static TheoryData<string> Formats => [.. SampleImages.All.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void FlippedBytesDecodeOrAreRefused(string format)
    {
        Gen.Select(Gen.Int[0, SampleImages.All[format].Length - 1], Gen.Byte).Array[1, 8].Sample(
            flips =>
            {
                byte[] encoded = [.. SampleImages.All[format]];
                foreach ((int offset, byte value) in flips)
                {
                    encoded[offset] = value;
                }

                return DecodesOrIsRefused(encoded);
            },
            iter: 400,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void RandomBytesBehindASignatureAreRefused(string format)
    {
        Gen.Select(Gen.Int[2, 60], Gen.Byte.Array[0, 200]).Sample(
            (keptBytes, rest) => DecodesOrIsRefused([.. SampleImages.All[format].Take(keptBytes), .. rest]),
            iter: 200,
            threads: 1);
    }

    /// <summary>Rented memory holds another photo's pixels: none may shine through where a damaged file says nothing.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void PixelsDoNotDependOnWhatTheMemoryHeld(string format)
    {
        Gen.Select(Gen.Int[0, SampleImages.All[format].Length - 1], Gen.Byte).Array[0, 3].Sample(
            flips =>
            {
                byte[] encoded = [.. SampleImages.All[format]];
                foreach ((int offset, byte value) in flips)
                {
                    encoded[offset] = value;
                }

                byte[]? first = DecodeIntoMemoryOf(0xA5, encoded);
                byte[]? second = DecodeIntoMemoryOf(0x3C, encoded);
                return (first is null && second is null) || first!.AsSpan().SequenceEqual(second);
            },
            iter: 200,
            threads: 1);
    }

    private static bool DecodesOrIsRefused(byte[] encoded)
    {
        try
        {
            using PixelBuffer pixels = ImageDecoder.Decode(encoded, "damaged", 1_000_000);
            return pixels.Rgba.Length == pixels.WidthPixels * pixels.HeightPixels * 4;
        }
        catch (RetrainException exception)
        {
            return exception.Diagnostic.Code is "RT1003" or "RT1004";
        }
    }

    private static byte[]? DecodeIntoMemoryOf(byte content, byte[] encoded)
    {
        const int SizeBytes = SampleImages.WidthPixels * SampleImages.HeightPixels * 4;
        byte[] rented = ArrayPool<byte>.Shared.Rent(SizeBytes);
        rented.AsSpan().Fill(content);
        ArrayPool<byte>.Shared.Return(rented);
        try
        {
            // A larger size would come from memory that was not filled above.
            using PixelBuffer pixels = ImageDecoder.Decode(encoded, "damaged", SizeBytes / 4);
            return pixels.Rgba.ToArray();
        }
        catch (RetrainException)
        {
            return null;
        }
    }
}
