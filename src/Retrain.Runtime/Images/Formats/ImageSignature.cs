namespace Retrain.Runtime.Images.Formats;

/// <summary>Recognises a file by its first bytes; its name may be wrong.</summary>
internal static class ImageSignature
{
    public static ImageFormat Recognise(ReadOnlySpan<byte> encoded) => encoded switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.JPEG,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.PNG,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.GIF,
        [(byte)'B', (byte)'M', ..] => ImageFormat.BMP,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        _ => ImageFormat.Unknown,
    };
}
