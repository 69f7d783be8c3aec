namespace Retrain.Runtime.Images;

/// <summary>The way a size is chosen for a resized image.</summary>
internal enum ResizeKind
{
    /// <summary>The image keeps its size.</summary>
    None,

    /// <summary>The image is squashed or stretched to the given sides, whatever its own.</summary>
    Exact,

    /// <summary>The shorter side becomes the given one, the longer int(side * longer / shorter): torchvision's Resize(int).</summary>
    ShorterEdge,

    /// <summary>The image keeps its shape and just covers the given sides: timm's ResizeKeepRatio with longest 0.</summary>
    Cover,

    /// <summary>The image keeps its shape and just fits into the given sides: timm's ResizeKeepRatio with longest 1.</summary>
    Fit,
}
