using System.Numerics.Tensors;
using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;
using Retrain.Training.Images;

namespace Retrain.Training.Heads;

/// <summary>The calibration of a head by the validation images.</summary>
/// <param name="ImageCount">The number of validation images.</param>
/// <param name="Temperature">The number by which the head's logits were divided; 1 where nothing was to be changed.</param>
/// <param name="ConfidenceThreshold">The probability from which on a label is to be believed.</param>
internal sealed record HeadCalibration(int ImageCount, double Temperature, float ConfidenceThreshold)
{
    /// <summary>Calibrates a head and finds its threshold.</summary>
    /// <param name="bottlenecks">The images, of which the validation set is used.</param>
    /// <param name="changesProbabilities">Whether probabilities are changed; otherwise they stay retrain.py's.</param>
    /// <param name="report">Told of the calibration.</param>
    /// <returns>A new head; the same one, and no calibration, where there are no validation images.</returns>
    /// <exception cref="RetrainException">RT1020: the learning rate was so large that no probability has a meaning.</exception>
    public static (SoftmaxHead Head, HeadCalibration? Calibration) Calibrate(
        SoftmaxHead head,
        LabeledBottlenecks bottlenecks,
        bool changesProbabilities,
        Action<TrainingEvent> report,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Example> validation = bottlenecks.Examples(Split.Validation);
        if (validation.Count == 0)
        {
            Saturation.Forbid(head, temperature: 1, bottlenecks);
            return (head, null);
        }

        float[] logits = new float[validation.Count * head.LabelCount];
        HeadEvaluation.Of(head, bottlenecks.Matrix, validation, logits, cancellationToken);
        double temperature = changesProbabilities ? Heads.Temperature.Fit(logits, validation, head.LabelCount) : 1;
        Saturation.Forbid(head, temperature, bottlenecks);
        float threshold = Heads.ConfidenceThreshold.Suggest(validation.Select((example, i) =>
        {
            Span<float> probabilities = logits.AsSpan(i * head.LabelCount, head.LabelCount);
            TensorPrimitives.Divide(probabilities, (float)temperature, probabilities);
            CrossEntropy.SoftmaxInPlace(probabilities, example.LabelIndex);
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);
            return (probabilities[predicted], predicted == example.LabelIndex);
        }));
        HeadCalibration calibration = new(validation.Count, temperature, threshold);
        report(new HeadCalibrated(calibration));
        return (head.Calibrated((float)temperature, threshold), calibration);
    }
}
