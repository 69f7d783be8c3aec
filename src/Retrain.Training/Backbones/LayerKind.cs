namespace Retrain.Training.Backbones;

/// <summary>The effect of an op, as far as it matters to the search for the bottleneck.</summary>
internal enum LayerKind
{
    /// <summary>Any other op, at which the search ends.</summary>
    Other,

    /// <summary>Gives the same tensor another name.</summary>
    Renames,

    /// <summary>Gives the same values another shape.</summary>
    Reshapes,

    /// <summary>Gives some of the values, or their places: the best labels, or the first image of a batch.</summary>
    Selects,

    /// <summary>Follows the matrix product of a classifier: bias, softmax or sigmoid.</summary>
    Finishes,

    /// <summary>Multiplies by a matrix of constant weights.</summary>
    FullyConnected,

    /// <summary>Convolves, which equals <see cref="FullyConnected"/> if the image is a single pixel.</summary>
    Convolves,

    /// <summary>Combines the values of each channel.</summary>
    Pools,
}
