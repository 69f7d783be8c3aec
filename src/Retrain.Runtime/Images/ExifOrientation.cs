using System.Buffers.Binary;
using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images;

/// <summary>
/// Reads how a camera was held from a photo's EXIF data (CIPA DC-008, tag 0x0112): a JPEG's first Exif segment, a PNG's eXIf chunk, a
/// WebP's EXIF chunk.
/// </summary>
internal static class ExifOrientation
{
    /// <summary>The orientation of an image that is shown as it is stored.</summary>
    public const int Upright = 1;

    /// <summary>The largest of EXIF's numbers.</summary>
    public const int Last = 8;

    private const int Tag = 0x0112;
    private const int TypeShort = 3;
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;

    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <returns>
    /// The way a viewer turns the image, in EXIF's numbers: 1 for not at all, up to 8. An orientation that is missing, damaged or not in
    /// the standard is 1, as for other programs.
    /// </returns>
    public static int Of(ReadOnlySpan<byte> encoded) => InTiff(ImageSignature.Recognise(encoded) switch
    {
        ImageFormat.JPEG => OfJpeg(encoded),
        ImageFormat.PNG => OfPng(encoded),
        ImageFormat.WebP => WebPStructure.Find(encoded, "EXIF"u8),
        _ => [],
    });

    private static ReadOnlySpan<byte> OfJpeg(ReadOnlySpan<byte> encoded)
    {
        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker is not (JpegMarker.StartOfScan or JpegMarker.EndOfImage))
        {
            // XMP stands in segments with the same marker.
            if (segments.Marker is JpegMarker.Exif && segments.Payload.StartsWith(Prefix))
            {
                return segments.Payload;
            }
        }

        return [];
    }

    private static ReadOnlySpan<byte> OfPng(ReadOnlySpan<byte> encoded)
    {
        PngChunks chunks = new(encoded);
        while (chunks.MoveNext())
        {
            if (chunks.Is("eXIf"u8))
            {
                return chunks.Data;
            }
        }

        return [];
    }

    // TIFF 6.0, section 2: the order of bytes, 42, the offset of a list of entries of tag, type, count and value.
    private static int InTiff(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith(Prefix) ? exif[Prefix.Length..] : exif; // WebP and PNG have no such prefix, or should not
        bool isLittleEndian = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < HeaderBytes || !(isLittleEndian || tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        uint start = Long(tiff[4..]);
        if (start > tiff.Length - 2)
        {
            return Upright;
        }

        ReadOnlySpan<byte> entries = tiff[((int)start + 2)..];
        for (int left = Short(tiff[(int)start..]); left > 0 && entries.Length >= EntryBytes; left--)
        {
            if (Short(entries) is Tag)
            {
                bool isOneShort = Short(entries[2..]) is TypeShort && Long(entries[4..]) is 1;
                int value = Short(entries[8..]);
                return isOneShort && value is >= Upright and <= Last ? value : Upright;
            }

            entries = entries[EntryBytes..];
        }

        return Upright;

        int Short(ReadOnlySpan<byte> bytes) =>
            isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

        uint Long(ReadOnlySpan<byte> bytes) =>
            isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
