namespace Retrain.Training.Backbones;

/// <summary>The availability of a backbone.</summary>
internal enum BackboneState
{
    /// <summary>The backbone is part of the program.</summary>
    BuiltIn,

    /// <summary>The graph or its archive is in --model_dir.</summary>
    Present,

    /// <summary>The file at the place of the graph in --model_dir is another network, or cannot be read.</summary>
    Other,

    /// <summary>The backbone must be downloaded before it can be used.</summary>
    Downloadable,
}
