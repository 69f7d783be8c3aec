namespace Retrain.Training.Reports;

/// <summary>A small copy of an image.</summary>
/// <param name="WebP">The file's bytes.</param>
internal sealed record Thumbnail(byte[] WebP, int WidthPixels, int HeightPixels);
