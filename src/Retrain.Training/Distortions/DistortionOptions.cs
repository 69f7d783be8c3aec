namespace Retrain.Training.Distortions;

/// <summary>retrain.py's distortion flags, and the number of variants of each training image.</summary>
/// <param name="FlipLeftRight">Whether half of the variants are mirrored.</param>
/// <param name="RandomCropPercent">The margin by which an image is larger than the network's input before it is cropped.</param>
/// <param name="RandomScalePercent">The most by which the image is scaled up further.</param>
/// <param name="RandomBrightnessPercent">The most by which its values are made brighter or darker.</param>
/// <param name="Variants">
/// The number of distorted variants per image. retrain.py drew a new one at every step and so ran the network at every step; a finite set
/// is computed once and cached.
/// </param>
internal sealed record DistortionOptions(
    bool FlipLeftRight = false,
    int RandomCropPercent = 0,
    int RandomScalePercent = 0,
    int RandomBrightnessPercent = 0,
    int Variants = 10)
{
    /// <summary>Whether images are distorted at all (retrain.py's should_distort_images).</summary>
    public bool AnyDistortion => FlipLeftRight || RandomCropPercent != 0 || RandomScalePercent != 0 || RandomBrightnessPercent != 0;
}
