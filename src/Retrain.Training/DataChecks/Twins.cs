namespace Retrain.Training.DataChecks;

/// <summary>Two images of one photo, changed a little.</summary>
/// <param name="First">Index of the later image.</param>
/// <param name="Second">Index of the earlier one.</param>
/// <param name="Similarity">Of bottlenecks or fingerprints, whichever agree better. // [0, 1]</param>
internal readonly record struct Twins(int First, int Second, float Similarity);
