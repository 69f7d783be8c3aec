namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>The bytes of a weight in a file beside its model.</summary>
/// <param name="Name">The name that the model has for the file.</param>
/// <param name="Path">The path of the file, all links followed.</param>
/// <param name="OffsetBytes">The place of the first byte.</param>
/// <param name="LengthBytes">The number of bytes.</param>
internal readonly record struct WeightRegion(string Name, string Path, long OffsetBytes, long LengthBytes);
