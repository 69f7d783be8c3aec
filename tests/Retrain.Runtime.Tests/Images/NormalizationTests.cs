using CsCheck;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Images;

public sealed class NormalizationTests
{
    [Fact]
    public void GreyLevelsOfEfficientNetLiteLieBetweenMinusOneAndOne()
    {
        float[] values = [0, 127, 255, 63];

        new Normalization(127, 128).Apply(values);

        values.ShouldBe([-0.9921875f, 0, 1, -0.5f]);
    }

    [Fact]
    public void ZeroMeanAndUnitStdChangeNothing()
    {
        float[] values = [.. Enumerable.Range(0, 256).Select(value => value * 0.37f)];

        float[] normalized = [.. values];
        new Normalization(0, 1).Apply(normalized);

        normalized.ShouldBe(values);
    }

    /// <summary>TensorFlow's Sub and Mul each round to float32, and the factor is 1 / std in float32.</summary>
    [Fact]
    public void EveryLengthIsEqualToSubThenMulToTheBit() =>
        Gen.Select(Gen.Float[0, 255].Array[0, 100], Gen.Float[0, 255], Gen.Float[0.5f, 255]).Sample((values, mean, std) =>
        {
            float[] normalized = [.. values];
            new Normalization(mean, std).Apply(normalized);
            float scale = 1 / std;
            return normalized.SequenceEqual(values.Select(value =>
            {
                float difference = value - mean;
                return difference * scale;
            }));
        });
}
