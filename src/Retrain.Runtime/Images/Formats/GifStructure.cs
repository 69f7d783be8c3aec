namespace Retrain.Runtime.Images.Formats;

/// <summary>A GIF is a screen descriptor and blocks up to the trailer (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).</summary>
internal static class GifStructure
{
    private const int HeaderAndScreenBytes = 13;
    private const int ScreenFlagsOffset = 10;
    private const int ImageDescriptorBytes = 10;
    private const int ImageFlagsOffset = 9;
    private const byte ImageSeparator = 0x2C;
    private const byte ExtensionIntroducer = 0x21;
    private const byte Trailer = 0x3B;

    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        string truncated = $"the GIF file is truncated: it ends after {encoded.Length} bytes, without a trailer";
        if (encoded.Length < HeaderAndScreenBytes)
        {
            return truncated;
        }

        int offset = HeaderAndScreenBytes + ColorTableBytes(encoded[ScreenFlagsOffset]);
        while (offset < encoded.Length)
        {
            switch (encoded[offset])
            {
                case Trailer:
                    return null;
                case ExtensionIntroducer:
                    offset = SkipSubBlocks(encoded, offset + 2); // introducer, label
                    break;
                case ImageSeparator when offset + ImageDescriptorBytes < encoded.Length:
                    int colorTableBytes = ColorTableBytes(encoded[offset + ImageFlagsOffset]);
                    offset = SkipSubBlocks(encoded, offset + ImageDescriptorBytes + colorTableBytes + 1); // 1: LZW code size
                    break;
                case ImageSeparator:
                    return truncated;
                default:
                    return $"the GIF file is damaged: no block begins at byte {offset}";
            }
        }

        return truncated;
    }

    private static int ColorTableBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int SkipSubBlocks(ReadOnlySpan<byte> encoded, int offset)
    {
        while (offset < encoded.Length && encoded[offset] != 0)
        {
            offset += encoded[offset] + 1;
        }

        return offset + 1;
    }
}
