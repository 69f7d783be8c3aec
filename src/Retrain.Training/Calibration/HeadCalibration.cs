using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Images;

namespace Retrain.Training.Calibration;

/// <summary>The calibration of a head: of its probabilities by the validation images, and of the labels that can be believed.</summary>
/// <param name="ImageCount">The number of validation images that the temperature was fitted on; 0 where nothing was to be changed.</param>
/// <param name="Temperature">The number by which the head's logits were divided; 1 where nothing was to be changed.</param>
/// <param name="Promise">The labels that can be believed.</param>
internal sealed record HeadCalibration(int ImageCount, double Temperature, ErrorPromise Promise)
{
    /// <summary>Calibrates a head and finds its threshold.</summary>
    /// <param name="bottlenecks">The images, as the head was trained on them; the testing set is not looked at.</param>
    /// <param name="options">The options with which the head was trained.</param>
    /// <param name="heldOut">Predicts the same images with heads that were not trained on them.</param>
    /// <param name="report">Told of the calibration.</param>
    /// <returns>A new head.</returns>
    /// <exception cref="RetrainException">RT1020: the learning rate was so large that no probability has a meaning.</exception>
    public static (SoftmaxHead Head, HeadCalibration Calibration) Calibrate(
        SoftmaxHead head,
        LabeledBottlenecks bottlenecks,
        HeadOptions options,
        HeldOutImages heldOut,
        Action<TrainingEvent> report,
        CancellationToken cancellationToken)
    {
        Example[] validation = bottlenecks.Examples(Split.Validation);
        double temperature = 1;
        int fittedOn = options.Calibrates ? validation.Length : 0;
        if (fittedOn > 0)
        {
            BatchOutputs outputs = BatchOutputs.ForLogits(validation.Length, head.LabelCount);
            HeadEvaluation.Of(head, bottlenecks.Matrix, validation, outputs, cancellationToken);
            temperature = Heads.Temperature.Fit(outputs.Logits, validation, head.LabelCount);
        }

        Saturation.Forbid(head, temperature, bottlenecks);
        ErrorPromise promise = ConfidenceThreshold.Find(options.BelievedErrorPercent, heldOut.Predict(temperature));
        HeadCalibration calibration = new(fittedOn, temperature, promise);
        report(new HeadCalibrated(calibration));
        return (head.Calibrated((float)temperature, promise.Threshold), calibration);
    }
}
