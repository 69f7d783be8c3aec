namespace Retrain.Training.Backbones;

/// <summary>What an op does, as far as the search for the bottleneck cares.</summary>
internal enum LayerKind
{
    /// <summary>Anything else: the search ends there.</summary>
    Other,

    /// <summary>The same tensor by another name.</summary>
    Renames,

    /// <summary>The same values in another shape.</summary>
    Reshapes,

    /// <summary>What comes behind a classifier's product: its bias, softmax, sigmoid.</summary>
    Finishes,

    /// <summary>A product with constant weights.</summary>
    FullyConnected,

    /// <summary>As <see cref="FullyConnected"/> where the image is a single pixel.</summary>
    Convolves,

    /// <summary>Brings each channel's values together.</summary>
    Pools,
}
