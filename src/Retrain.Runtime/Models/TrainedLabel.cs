// The namespace is the root's and not the folder's: an app that asks a model about itself needs no other.
namespace Retrain.Runtime;

/// <summary>Says how many images of a label a training had.</summary>
/// <param name="Label">The label.</param>
/// <param name="TrainingImages">The images that the model was trained on.</param>
/// <param name="ValidationImages">The images that it was validated and calibrated on.</param>
/// <param name="TestingImages">The images of the final test.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record TrainedLabel(string Label, int TrainingImages, int ValidationImages, int TestingImages);
