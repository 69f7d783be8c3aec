namespace Retrain.Runtime.Images;

/// <summary>The way the pixels of a resized image are computed from those of the original.</summary>
internal enum ResizeFilter
{
    /// <summary>retrain.py's: TensorFlow's ResizeBilinear, which reads at most four pixels however much an image shrinks.</summary>
    Legacy,

    /// <summary>Pillow's NEAREST.</summary>
    Nearest,

    /// <summary>Pillow's BOX.</summary>
    Box,

    /// <summary>Pillow's BILINEAR, antialiased.</summary>
    Bilinear,

    /// <summary>Pillow's HAMMING, antialiased.</summary>
    Hamming,

    /// <summary>Pillow's BICUBIC, antialiased.</summary>
    Bicubic,

    /// <summary>Pillow's LANCZOS, antialiased.</summary>
    Lanczos,
}
