namespace Retrain.Training.Distortions;

/// <summary>retrain.py's distortion flags, and how many variants of a training image there are.</summary>
/// <param name="FlipLeftRight">Whether half of the variants are mirrored.</param>
/// <param name="RandomCropPercent">How much larger than the network's input an image is before it is cropped.</param>
/// <param name="RandomScalePercent">By how much, at most, it is scaled up further.</param>
/// <param name="RandomBrightnessPercent">By how much, at most, its values are multiplied up or down.</param>
/// <param name="Variants">
/// Distorted variants per image. retrain.py drew a new one at every step and so ran the network at every step; a finite set is computed
/// once and cached.
/// </param>
internal sealed record DistortionOptions(
    bool FlipLeftRight = false,
    int RandomCropPercent = 0,
    int RandomScalePercent = 0,
    int RandomBrightnessPercent = 0,
    int Variants = 10)
{
    /// <summary>retrain.py's should_distort_images.</summary>
    public bool AnyDistortion => FlipLeftRight || RandomCropPercent != 0 || RandomScalePercent != 0 || RandomBrightnessPercent != 0;
}
