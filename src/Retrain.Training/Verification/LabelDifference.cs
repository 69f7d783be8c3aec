namespace Retrain.Training.Verification;

/// <summary>A label that has other numbers of images now.</summary>
/// <param name="Label">The label.</param>
/// <param name="Recorded">The numbers of images in the manifest, by set in the order of the splits; zeros for a label that is new.</param>
/// <param name="Now">The numbers now; zeros for a label that is gone.</param>
internal sealed record LabelDifference(string Label, IReadOnlyList<int> Recorded, IReadOnlyList<int> Now);
