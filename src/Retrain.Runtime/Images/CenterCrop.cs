namespace Retrain.Runtime.Images;

/// <summary>A side of the network's input and the part of a resized image's side that it shows.</summary>
/// <param name="Offset">The place of the resized side's first shown pixel in the input; what comes before is padding.</param>
/// <param name="Start">The first pixel of the resized side that is shown.</param>
/// <param name="Count">The number of pixels that are shown.</param>
internal readonly record struct CenterCrop(int Offset, long Start, int Count)
{
    /// <param name="resizedPixels">The resized side.</param>
    /// <param name="firstCropPixels">A crop that precedes the one to the input's side; <see langword="null"/> where there is none.</param>
    /// <param name="inputPixels">The input's side.</param>
    /// <param name="alignment">The pixel that the crop begins at where there are two in the middle.</param>
    public static CenterCrop Of(long resizedPixels, int? firstCropPixels, int inputPixels, CropAlignment alignment)
    {
        long between = firstCropPixels ?? resizedPixels;
        long firstStart = StartOf(resizedPixels, between, alignment);
        long start = StartOf(between, inputPixels, alignment);

        // In the input's coordinates: the pixels that both crops show of the resized side.
        long from = Math.Max(0, Math.Max(-start, -start - firstStart));
        long to = Math.Min(inputPixels, Math.Min(between - start, resizedPixels - start - firstStart));
        return new((int)from, start + firstStart + from, (int)(to - from));
    }

    // Negative where the side is smaller and is padded.
    private static long StartOf(long sidePixels, long cropPixels, CropAlignment alignment)
    {
        long difference = sidePixels - cropPixels;
        return alignment is CropAlignment.Transformers ? (long)Math.Floor(difference / 2.0)
            : difference < 0 ? -(-difference / 2)
            : (long)Math.Round(difference / 2.0, MidpointRounding.ToEven);
    }
}
