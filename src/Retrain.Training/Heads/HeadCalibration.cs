using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>What the validation images tell of a head's probabilities.</summary>
/// <param name="ImageCount">Of the validation set.</param>
/// <param name="Temperature">By which the head's logits were divided; 1 where nothing was to be changed.</param>
/// <param name="ConfidenceThreshold">From which probability on a label is to be believed.</param>
internal sealed record HeadCalibration(int ImageCount, double Temperature, float ConfidenceThreshold)
{
    /// <summary>Calibrates a head and tells it its threshold.</summary>
    /// <param name="validation">Images that it was not trained on.</param>
    /// <param name="changesProbabilities">Otherwise they stay as retrain.py's are.</param>
    /// <returns><see langword="null"/> where there are no validation images.</returns>
    public static HeadCalibration? Calibrate(
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        IReadOnlyList<Example> validation,
        bool changesProbabilities,
        CancellationToken cancellationToken)
    {
        if (validation.Count == 0)
        {
            return null;
        }

        float[] logits = new float[validation.Count * head.LabelCount];
        HeadEvaluation.Of(head, bottlenecks, validation, logits, cancellationToken);
        double temperature = changesProbabilities ? Heads.Temperature.Fit(logits, validation, head.LabelCount) : 1;
        head.DivideBy((float)temperature);
        head.ConfidenceThreshold = Heads.ConfidenceThreshold.Suggest(validation.Select((example, i) =>
        {
            Span<float> probabilities = logits.AsSpan(i * head.LabelCount, head.LabelCount);
            TensorPrimitives.Divide(probabilities, (float)temperature, probabilities);
            CrossEntropy.SoftmaxInPlace(probabilities, example.Label);
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);
            return (probabilities[predicted], predicted == example.Label);
        }));
        return new HeadCalibration(validation.Count, temperature, head.ConfidenceThreshold.Value);
    }
}
