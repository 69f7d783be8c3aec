namespace Retrain.Runtime.Images.Formats;

/// <summary>The formats that can be decoded; messages show the names.</summary>
internal enum ImageFormat
{
    Unknown,
    JPEG,
    PNG,
    GIF,
    BMP,
    WebP,
}
