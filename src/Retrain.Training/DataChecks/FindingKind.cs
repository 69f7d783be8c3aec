namespace Retrain.Training.DataChecks;

/// <summary>What may be wrong with images, in the order in which it is best looked after.</summary>
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

    /// <summary>Test images whose twins are trained on.</summary>
    Leakage,

    /// <summary>An image that belongs to another category, by all that the others tell.</summary>
    WrongLabel,

    /// <summary>Two categories that the head takes for each other.</summary>
    SimilarCategories,

    /// <summary>A category with far fewer images than another.</summary>
    Imbalance,

    /// <summary>A photo that its EXIF orientation turns, which no classifier does.</summary>
    RotatedPhoto,

    /// <summary>An image of far more pixels than any network looks at.</summary>
    HugeImage,

    /// <summary>An image unlike any other.</summary>
    Outlier,
}
