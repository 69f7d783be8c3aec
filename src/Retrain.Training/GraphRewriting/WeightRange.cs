namespace Retrain.Training.GraphRewriting;

/// <summary>
/// A tensor's values as 256 codes from its smallest to its largest, as Dequantize's mode MIN_FIRST has them: the smallest is first moved to a
/// multiple of the step, so that zero has a code of its own (TensorFlow's quantization_utils.h).
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

    /// <returns>Null where the values are one and the same, or no numbers.</returns>
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
