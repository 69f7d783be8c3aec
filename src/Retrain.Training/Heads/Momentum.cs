using System.Numerics.Tensors;

namespace Retrain.Training.Heads;

/// <summary>
/// Adds momentum to steps of gradient descent (Polyak, "Some methods of speeding up the convergence of iteration methods", 1964).
/// </summary>
/// <param name="values">The values that the steps change.</param>
internal sealed class Momentum(float[] values)
{
    private readonly float[] velocity = new float[values.Length];
    private readonly float[] before = new float[values.Length];

    /// <summary>Call it before a step.</summary>
    public void Begin() => values.CopyTo(before, 0);

    /// <summary>Call it after a step.</summary>
    /// <param name="momentum">The part of the last step that is repeated, in [0, 1).</param>
    /// <param name="decay">The learning rate times the L2 penalty.</param>
    public void End(float momentum, float decay = 0)
    {
        // velocity = momentum * velocity - rate * (gradient + penalty * values)
        TensorPrimitives.Multiply(velocity, momentum, velocity);
        TensorPrimitives.Add(velocity, values, velocity);
        TensorPrimitives.MultiplyAdd(before, -1 - decay, velocity, velocity);
        TensorPrimitives.Add(before, velocity, values);
    }
}
