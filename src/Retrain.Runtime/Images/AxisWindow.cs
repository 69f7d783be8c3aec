namespace Retrain.Runtime.Images;

/// <summary>The part of a resized axis to compute.</summary>
/// <param name="Filter">One of Pillow's antialiasing filters.</param>
/// <param name="SourcePixels">The length of the source's axis.</param>
/// <param name="ResizedPixels">The length of the whole resized axis.</param>
/// <param name="First">The first output pixel.</param>
/// <param name="Count">The number of output pixels.</param>
internal readonly record struct AxisWindow(ResizeFilter Filter, int SourcePixels, long ResizedPixels, long First, int Count);
