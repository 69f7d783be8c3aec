namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Maps the values of a tensor, from the smallest to the largest, to 256 codes like Dequantize in the mode MIN_FIRST: the smallest value is
/// first moved to a multiple of the step, so that zero has a code of its own (TensorFlow's quantization_utils.h).
/// </summary>
internal readonly struct WeightRange
{
    private const int Steps = 255;

    private readonly float step;
    private readonly float lowest;

    private WeightRange(float minimum, float maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
        step = (maximum - minimum) / Steps;
        lowest = MathF.Round(minimum / step, MidpointRounding.AwayFromZero) * step;
    }

    public float Minimum { get; }

    public float Maximum { get; }

    /// <returns>The range; null if all values are the same or any is not a finite number.</returns>
    public static WeightRange? Of(ReadOnlySpan<float> values)
    {
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        foreach (float value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return float.IsFinite(maximum - minimum) && (maximum - minimum) / Steps > 0 ? new WeightRange(minimum, maximum) : null;
    }

    public byte CodeOf(float value) => (byte)Math.Clamp(MathF.Round((value - lowest) / step), 0, Steps);

    public float ValueOf(byte code) => (code * step) + lowest;
}
