using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

/// <summary>Thousands of damaged files of each format, always the same ones: each is decoded or refused within bounds.</summary>
public sealed class ImageMutantTests
{
    private const int Mutants = 5000;
    private const long MaximumPixels = 2_000_000;
    private const long FreeBytes = 64 << 20;
    private const int BytesPerPixel = 16;

    // What a length, a count or a size is set to in the hope that it overflows.
    private static readonly byte[][] Nasty =
    [
        [0, 0], [0, 1], [1, 0], [0xFF, 0xFF], [0x7F, 0xFF], [0x80, 0x00],
        [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF],
    ];

    public static TheoryData<string> Formats => [.. SampleImages.All.Keys, "progressive JPEG"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task EachIsDecodedOrRefusedWithinTheBounds(string format)
    {
        byte[] original = format == "progressive JPEG" ? ProgressiveSample.Encoded : SampleImages.All[format];
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        // The limit is for a decoder that hangs; the mutants take a few seconds.
        await Task.Run(() => DecodeMutants(original, cancellationToken), cancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);
    }

    private static void DecodeMutants(byte[] original, CancellationToken cancellationToken)
    {
        Random random = new(13);
        for (int i = 0; i < Mutants; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] mutant = Mutate(original, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using PixelBuffer pixels = ImageDecoder.Decode(mutant, "mutant", MaximumPixels);
                pixels.Rgba.Length.ShouldBe(pixels.WidthPixels * pixels.HeightPixels * 4, $"mutant {i}");
            }
            catch (RetrainException exception)
            {
                exception.Diagnostic.Code.ShouldBeOneOf("RT1003", "RT1004");
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(FreeBytes + (BytesPerPixel * MaximumPixels), $"mutant {i}");
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(2, bytes.Count);
            int length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    byte[] value = Nasty[random.Next(Nasty.Length)];
                    for (int i = 0; i < value.Length && at + i < bytes.Count; i++)
                    {
                        bytes[at + i] = value[i];
                    }

                    break;
                case 3 when bytes.Count - length > 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                default:
                    byte[] noise = new byte[length];
                    random.NextBytes(noise);
                    bytes.InsertRange(at, noise);
                    break;
            }
        }

        return [.. bytes];
    }
}
