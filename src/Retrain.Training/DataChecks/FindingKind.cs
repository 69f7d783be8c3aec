namespace Retrain.Training.DataChecks;

/// <summary>The kinds of problems of images, in the order in which they are best fixed.</summary>
internal enum FindingKind
{
    /// <summary>A file or folder among the images that cannot be read.</summary>
    Unreadable,

    /// <summary>A category with few images or none.</summary>
    FewImages,

    /// <summary>A category that had no image in one of the sets.</summary>
    EmptySet,

    /// <summary>The same bytes twice in one category.</summary>
    ExactDuplicate,

    /// <summary>The same photo, changed a little, twice in one category.</summary>
    NearDuplicate,

    /// <summary>The same photo under two labels.</summary>
    ConflictingLabel,

    /// <summary>Test images whose twins are also trained on.</summary>
    Leakage,

    /// <summary>An image that seems to belong to another category, judging by the other images.</summary>
    WrongLabel,

    /// <summary>Two categories that the head confuses with each other.</summary>
    SimilarCategories,

    /// <summary>A category with far fewer images than another.</summary>
    Imbalance,

    /// <summary>A photo that is turned by its EXIF orientation, which the training is told to ignore.</summary>
    RotatedPhoto,

    /// <summary>A category with photos whose colour profile is wider than sRGB, and ignored.</summary>
    WideGamut,

    /// <summary>An image with far more pixels than any network uses.</summary>
    HugeImage,

    /// <summary>An image unlike any other.</summary>
    Outlier,
}
