namespace Retrain.Runtime.Images;

/// <summary>The place where a centre crop begins when it cannot be in the middle to the pixel, and that of padding.</summary>
internal enum CropAlignment
{
    /// <summary>transformers: a crop starts at (side - crop) / 2, rounded down; padding is at the top and left.</summary>
    Transformers,

    /// <summary>torchvision, timm and open_clip: half a pixel is rounded to the even one; odd padding is at the bottom and right.</summary>
    Torchvision,
}
