using System.Numerics.Tensors;
using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Heads;

/// <summary>
/// Recognises a head that was trained in steps so large that it knows no doubt: its weights are finite, but every probability is 0 or 1,
/// whether it is right or wrong.
/// </summary>
internal static class Saturation
{
    // exp(-104) is 0 in single precision. The margins of usual trainings stay below 30.
    private const float NoDoubt = 104;

    // A sample shows whether most images have such a margin.
    private const int MostImages = 256;

    /// <param name="temperature">The temperature that calibration chose; 1 where it changed nothing.</param>
    /// <exception cref="RetrainException">RT1020: the learning rate is too large.</exception>
    public static void Forbid(SoftmaxHead head, double temperature, LabeledBottlenecks bottlenecks)
    {
        if (Heads.Temperature.IsLargest(temperature) || IsSaturated(head, temperature, bottlenecks))
        {
            throw new RetrainException(DataDiagnostics.TrainingDiverged(bottlenecks.Origin, step: null));
        }
    }

    private static bool IsSaturated(SoftmaxHead head, double temperature, LabeledBottlenecks bottlenecks)
    {
        int stride = Math.Max(1, bottlenecks.Count(Split.Training) / MostImages);
        float[] logits = new float[head.LabelCount];
        (int looked, int certain) = (0, 0);
        foreach (LabeledImage image in bottlenecks.ImagesOf(Split.Training).Where((_, i) => i % stride == 0))
        {
            head.Logits(bottlenecks.Matrix.PaddedRow(image.Row), logits);
            looked++;
            certain += Margin(logits) / temperature > NoDoubt ? 1 : 0;
        }

        return certain * 2 > looked;
    }

    // By how much the largest logit exceeds the second.
    private static float Margin(float[] logits)
    {
        int first = TensorPrimitives.IndexOfMax<float>(logits);
        float largest = logits[first];
        logits[first] = float.NegativeInfinity;
        return largest - TensorPrimitives.Max<float>(logits);
    }
}
