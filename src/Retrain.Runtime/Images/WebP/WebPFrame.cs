using Retrain.Runtime.Images.Formats;

namespace Retrain.Runtime.Images.WebP;

/// <summary>The image of a WebP file that is decoded: its only one, or the first of an animation (RFC 9649, section 2.7).</summary>
internal readonly ref struct WebPFrame
{
    private const int AnimationHeaderBytes = 16;
    private const int AlphaHeaderBytes = 1;
    private const int LosslessAlpha = 1;

    private readonly int widthPixels;
    private readonly int heightPixels;
    private readonly ReadOnlySpan<byte> lossy;
    private readonly ReadOnlySpan<byte> lossless;
    private readonly ReadOnlySpan<byte> alpha;

    /// <param name="webP">The file.</param>
    /// <param name="widthPixels">The file's width.</param>
    /// <param name="heightPixels">The file's height.</param>
    public WebPFrame(ReadOnlySpan<byte> webP, int widthPixels, int heightPixels)
    {
        ReadOnlySpan<byte> chunks = WebPStructure.Chunks(webP);
        ReadOnlySpan<byte> first = WebPStructure.FindChunk(chunks, "ANMF"u8);
        bool isAnimation = first.Length > AnimationHeaderBytes;
        this.widthPixels = isAnimation ? ReadSize(first[6..]) : widthPixels;
        this.heightPixels = isAnimation ? ReadSize(first[9..]) : heightPixels;
        chunks = isAnimation ? first[AnimationHeaderBytes..] : chunks;
        lossy = WebPStructure.FindChunk(chunks, "VP8 "u8);
        lossless = WebPStructure.FindChunk(chunks, "VP8L"u8);
        alpha = WebPStructure.FindChunk(chunks, "ALPH"u8);
    }

    /// <summary>The bytes of lossy colours and of the alpha beside them.</summary>
    public int LossyBytes => lossy.Length == 0 ? 0 : lossy.Length + alpha.Length;

    /// <summary>Counts the groups of prefix codes that are built before the first pixel is decoded.</summary>
    public int CountPrefixGroups() =>
        PrefixGroups.CountWithHeader(lossless, widthPixels, heightPixels)
        + (alpha.Length > AlphaHeaderBytes && (alpha[0] & 3) == LosslessAlpha
            ? PrefixGroups.Count(alpha[AlphaHeaderBytes..], widthPixels, heightPixels)
            : 0);

    private static int ReadSize(ReadOnlySpan<byte> bytes) => 1 + (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));
}
