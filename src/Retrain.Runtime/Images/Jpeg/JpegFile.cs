using Retrain.Runtime.Images.Buffers;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>
/// The segments of a JPEG file that its pixels need, one behind the other, with an end: libjpeg walks through all comments and application
/// data before each that it stores, so that a file of nothing else takes it minutes.
/// </summary>
internal sealed class JpegFile : IDisposable
{
    /// <summary>More than libjpeg reads beyond the last bit that it needs.</summary>
    private const int PaddingBytes = 32;

    private const int CmykComponents = 4;
    private const string DamagedHeader = "the JPEG file's header is damaged";

    // Programs write about ten. libjpeg-turbo's own fuzzers stop at 500.
    private const int MostScans = 500;

    // A scan's pass over a block takes up to 50 ns. libjpeg's own scripts pass over each six times at most.
    private const long FreeBlocks = 5_000_000;
    private const int MostPasses = 7;

    private readonly RentedBytes rented;
    private readonly string? fault;
    private long scannedBlocks;
    private int scans;
    private int length;

    public JpegFile(ReadOnlySpan<byte> encoded)
    {
        rented = new RentedBytes(encoded.Length + PaddingBytes);
        Append([0xFF, JpegMarker.StartOfImage]);
        try
        {
            fault = Read(encoded);
        }
        catch (InvalidDataException exception)
        {
            fault = $"the JPEG file is damaged: {exception.Message}";
        }
    }

    public JpegFrame? Frame { get; private set; }

    /// <summary>Whether the file lacks its end-of-image marker.</summary>
    public bool LacksEnd { get; private set; }

    /// <summary>Whether it has arithmetic instead of Huffman codes, which few programs write.</summary>
    public bool IsArithmetic { get; private set; }

    /// <summary>Whether there is one Huffman-coded scan of all components; else libjpeg reads the whole file before a row.</summary>
    public bool IsOneScan { get; private set; }

    public bool IsCmyk => Frame?.Components.Count == CmykComponents;

    /// <summary>The number of entropy-coded bytes.</summary>
    public long CodedBytes { get; private set; }

    /// <returns>The reason why the file cannot be decoded; <see langword="null"/> if there is none.</returns>
    public string? FindFault() =>
        fault ?? JpegContent.FindUnpaid(this, Frame!) ?? (IsOneScan && !LacksEnd ? null : JpegContent.FindMissing(this, Frame!));

    /// <summary>The file with an end-of-image marker: libjpeg fills what is missing before it with grey.</summary>
    public ReadOnlyMemory<byte> WithEnd() => With([0xFF, JpegMarker.EndOfImage]);

    /// <summary>
    /// The file without an end, but for bits that no code begins with: libjpeg decodes all that is there, and stops where it lacks more.
    /// </summary>
    public ReadOnlyMemory<byte> WithoutEnd()
    {
        Span<byte> padding = stackalloc byte[PaddingBytes];
        for (int i = 0; i < padding.Length; i += 2)
        {
            padding[i] = 0xFF; // and a zero, so that it is not a marker
        }

        return With(padding);
    }

    public void Dispose() => rented.Dispose();

    private Memory<byte> With(ReadOnlySpan<byte> end)
    {
        end.CopyTo(rented.Memory.Span[length..]);
        return rented.Memory[..(length + end.Length)];
    }

    private string? Read(ReadOnlySpan<byte> encoded)
    {
        JpegSegments segments = new(encoded);
        bool hasExif = false;
        while (segments.MoveNext())
        {
            int start = segments.Start;
            switch (segments.Marker)
            {
                case JpegMarker.EndOfImage:
                    return Frame is null || scans == 0 ? DamagedHeader : null;
                case JpegMarker.StartOfImage or < JpegMarker.BaselineFrame: // libjpeg stops at these
                    return $"the JPEG file is damaged: marker 0xFF{segments.Marker:X2} before byte {segments.Offset}";
                case var _ when IsOneScan: // what follows the only scan is not read
                    continue;
                case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame
                    or JpegMarker.ArithmeticFrame or JpegMarker.ArithmeticProgressiveFrame when Frame is null:
                    IsArithmetic = segments.Marker >= JpegMarker.ArithmeticFrame;
                    Frame = JpegFrame.Read(
                        segments.Marker is JpegMarker.ProgressiveFrame or JpegMarker.ArithmeticProgressiveFrame, segments.Payload);
                    break;
                case var marker when JpegMarker.IsFrame(marker):
                    return DamagedHeader;
                case JpegMarker.StartOfScan when Frame is null:
                    return DamagedHeader;
                case JpegMarker.StartOfScan when ReadScan(Frame, encoded, ref segments) is { } fault:
                    return fault;
                case JpegMarker.Exif when !hasExif && segments.Payload.StartsWith("Exif\0\0"u8):
                    hasExif = true;
                    break;
                case JpegMarker.Jfif or JpegMarker.Adobe: // they say how colours are coded
                    break;
                case (>= JpegMarker.Jfif and <= JpegMarker.LastApplication) or JpegMarker.Comment:
                    continue;
            }

            Append(encoded[start..segments.Offset]);
        }

        LacksEnd = true;
        return scans > 0 && !segments.IsCut && !IsArithmetic
            ? null
            : $"the JPEG file is truncated: it ends after {encoded.Length} bytes, without an end-of-image marker";
    }

    private string? ReadScan(JpegFrame frame, ReadOnlySpan<byte> encoded, ref JpegSegments segments)
    {
        JpegScan scan = JpegScan.Read(frame, segments.Payload);
        int end = EndOfScan(encoded, segments);
        CodedBytes += end - segments.Offset;
        segments.Offset = end;
        scans++;
        scannedBlocks += frame.Blocks(scan.Components);
        IsOneScan = scans == 1 && !IsArithmetic && !frame.Progressive && scan.Components.Count == frame.Components.Count;
        return scans > MostScans || scannedBlocks > FreeBlocks + (MostPasses * frame.Blocks())
            ? $"the JPEG file has {scans} scans or more, which take too long for {frame.WidthPixels} x {frame.HeightPixels} pixels"
            : null;
    }

    // The segments are at a start of scan.
    private static int EndOfScan(ReadOnlySpan<byte> encoded, JpegSegments segments)
    {
        if (segments.MoveNext() || segments.IsCut)
        {
            return segments.Start;
        }

        return encoded[^1] == 0xFF ? encoded.Length - 1 : encoded.Length; // half of a marker
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rented.Memory.Span[length..]);
        length += bytes.Length;
    }
}
