namespace Retrain.Runtime.Images.Jpeg;

/// <summary>The second bytes of markers (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte Temporary = 0x01;
    public const byte BaselineFrame = 0xC0;
    public const byte ExtendedFrame = 0xC1;
    public const byte ProgressiveFrame = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte JpegExtension = 0xC8;
    public const byte ArithmeticFrame = 0xC9;
    public const byte ArithmeticProgressiveFrame = 0xCA;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte LastFrame = 0xCF;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte Jfif = 0xE0;
    public const byte Exif = 0xE1;
    public const byte IccProfile = 0xE2;
    public const byte Adobe = 0xEE;
    public const byte LastApplication = 0xEF;
    public const byte Comment = 0xFE;

    /// <summary>Whether one of four bytes is 0xFF, with which every marker begins.</summary>
    public static bool MayBeIn(uint word) => ((~word - 0x01010101) & word & 0x80808080) != 0;

    /// <summary>Whether the segment has the size and the components, for any coding.</summary>
    public static bool IsFrame(byte marker) =>
        marker is >= BaselineFrame and <= LastFrame and not (HuffmanTables or JpegExtension or ArithmeticConditioning);
}
