namespace Retrain.Runtime.Images;

/// <summary>Enlarges a resized image, and takes a part of the resized image's own size from it.</summary>
internal readonly record struct ResizeZoom(AxisZoom Horizontal, AxisZoom Vertical);
