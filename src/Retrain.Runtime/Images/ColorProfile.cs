using System.IO.Compression;
using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.Jpeg;
using SkiaSharp;

namespace Retrain.Runtime.Images;

/// <summary>Looks into the colour profile (ICC) of a photo, which decoding ignores.</summary>
internal static class ColorProfile
{
    private const int LargestBytes = 4 << 20;

    // Of the volumes that the primaries span: Display P3 has 1.4 times that of sRGB, Adobe RGB 1.5 times.
    private const float WiderBy = 1.15f;

    /// <summary>Whether a file's profile has colours that sRGB does not have. False without profile or primaries.</summary>
    public static bool IsWideGamut(ReadOnlySpan<byte> encoded)
    {
        byte[] profile = ImageSignature.Recognise(encoded) switch
        {
            ImageFormat.JPEG => OfJpeg(encoded),
            ImageFormat.PNG => OfPng(encoded),
            ImageFormat.WebP => OfWebP(encoded),
            _ => [],
        };
        using SKColorSpaceIccProfile? icc = profile.Length > 0 ? SKColorSpaceIccProfile.Create(profile) : null;
        return icc is not null
            && icc.ToColorSpaceXyz(out SKColorSpaceXyz xyz)
            && Volume(xyz.Values) > WiderBy * Volume(SKColorSpaceXyz.Srgb.Values);
    }

    // ICC.1, annex B.4: numbered parts behind a name; almost all profiles have one.
    private static byte[] OfJpeg(ReadOnlySpan<byte> encoded)
    {
        const int HeaderBytes = 14;
        using MemoryStream profile = new();
        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker is not (JpegMarker.StartOfScan or JpegMarker.EndOfImage))
        {
            if (segments.Marker == JpegMarker.IccProfile && segments.Payload.StartsWith("ICC_PROFILE\0"u8)
                && segments.Payload.Length > HeaderBytes && profile.Length < LargestBytes)
            {
                profile.Write(segments.Payload[HeaderBytes..]);
            }
        }

        return profile.ToArray();
    }

    // A name, a zero, a zero for deflate, and the compressed profile.
    private static byte[] OfPng(ReadOnlySpan<byte> encoded)
    {
        PngChunks chunks = new(encoded);
        while (chunks.MoveNext())
        {
            int nameEnd = chunks.Is("iCCP"u8) ? chunks.Data.IndexOf((byte)0) : -1;
            if (nameEnd < 0 || nameEnd + 2 > chunks.Data.Length)
            {
                continue;
            }

            byte[] profile = new byte[LargestBytes];
            using ZLibStream inflated = new(new MemoryStream(chunks.Data[(nameEnd + 2)..].ToArray()), CompressionMode.Decompress);
            try
            {
                return profile[..inflated.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)];
            }
            catch (InvalidDataException)
            {
                return []; // a damaged profile changes nothing: it is ignored
            }
        }

        return [];
    }

    private static byte[] OfWebP(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> profile = WebPStructure.Find(encoded, "ICCP"u8);
        return profile.Length <= LargestBytes ? profile.ToArray() : [];
    }

    // The determinant of the primaries. // [3, 3]
    private static float Volume(ReadOnlySpan<float> m) =>
        Math.Abs((m[0] * ((m[4] * m[8]) - (m[5] * m[7]))) - (m[1] * ((m[3] * m[8]) - (m[5] * m[6])))
            + (m[2] * ((m[3] * m[7]) - (m[4] * m[6]))));
}
