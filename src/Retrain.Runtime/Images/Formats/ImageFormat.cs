namespace Retrain.Runtime.Images.Formats;

/// <summary>The formats that can be decoded; the names stand in messages.</summary>
internal enum ImageFormat
{
    Unknown,
    JPEG,
    PNG,
    GIF,
    BMP,
    WebP,
}
