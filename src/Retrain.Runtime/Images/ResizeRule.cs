namespace Retrain.Runtime.Images;

/// <summary>The size of the resized image.</summary>
/// <param name="Kind">How the sides below are meant.</param>
/// <param name="HeightPixels">The height; for <see cref="ResizeKind.ShorterEdge"/> the shorter side, for None 0.</param>
/// <param name="WidthPixels">The width; for <see cref="ResizeKind.ShorterEdge"/> the shorter side, for None 0.</param>
internal readonly record struct ResizeRule(ResizeKind Kind, int HeightPixels, int WidthPixels);
