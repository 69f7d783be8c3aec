namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Finds the pixels that a JPEG file lacks, without decoding any: libjpeg makes them grey and says nothing.</summary>
internal static class JpegContent
{
    /// <summary>
    /// Says whether a file's bytes can pay for its size: a block of 64 values takes two bits or more, one of a progressive file one bit.
    /// With arithmetic codes there is no least number; an eighth of a bit is asked for.
    /// </summary>
    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindUnpaid(JpegFile file, JpegFrame frame)
    {
        long payable = file.IsArithmetic ? file.CodedBytes * 64 : file.CodedBytes * 8 / (frame.Progressive ? 1 : 2);
        long blocks = frame.Blocks();
        return payable < blocks
            ? $"the JPEG file claims {frame.WidthPixels} x {frame.HeightPixels} pixels, but its {file.CodedBytes} bytes of pixels "
              + $"are enough for {Percent(payable, blocks)} at most"
            : null;
    }

    /// <summary>Counts the blocks of a file without an end, or of one in several scans, which libjpeg always takes for whole.</summary>
    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindMissing(JpegFile file, JpegFrame frame)
    {
        if (file.IsArithmetic)
        {
            return null;
        }

        BlockCounter counter = new(frame, withDetail: file.LacksEnd);
        counter.Count(file.WithEnd().Span);
        return counter.Found < counter.Expected ? Truncated(counter.Found, counter.Expected)
            : file.LacksEnd && !counter.HasAllDetail ? "the JPEG file is truncated: its pixels are there, but not all of their detail"
            : null;
    }

    public static string Truncated(long found, long expected) =>
        $"the JPEG file is truncated: {Percent(found, expected)} of its pixels {(found * 100 / expected == 1 ? "is" : "are")} there";

    // Never 100, of what lacks something.
    private static string Percent(long part, long whole) => $"{part * 100 / whole}%";
}
