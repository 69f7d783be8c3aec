namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>One number of a tensor that holds dimensions.</summary>
/// <param name="Value">The number; null where it is known only when the network runs.</param>
/// <param name="Tensor">The tensor whose length it is then.</param>
/// <param name="Axis">The axis along which it is the length.</param>
internal sealed record ShapeElement(long? Value, OnnxValue? Tensor = null, int Axis = 0)
{
    /// <summary>Whether it is the length of an axis of a tensor, not known before a run.</summary>
    public bool IsLengthOf(OnnxValue tensor, int axis) => Value is null && ReferenceEquals(Tensor, tensor) && Axis == axis;
}
