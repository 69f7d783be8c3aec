namespace Retrain.Training.Reports;

/// <summary>A small copy of an image.</summary>
/// <param name="Jpeg">The bytes of a JPEG file.</param>
internal sealed record Thumbnail(byte[] Jpeg, int WidthPixels, int HeightPixels);
