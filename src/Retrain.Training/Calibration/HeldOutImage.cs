namespace Retrain.Training.Calibration;

/// <summary>The prediction for an image by a head that was not trained on it.</summary>
/// <param name="Probability">The highest probability.</param>
/// <param name="IsRight">Whether it is that of the image's label.</param>
internal readonly record struct HeldOutImage(float Probability, bool IsRight);
