namespace Retrain.Training.Backbones;

/// <summary>The availability of a backbone.</summary>
internal enum BackboneState
{
    /// <summary>The backbone is part of the program.</summary>
    BuiltIn,

    /// <summary>The graph or its archive is in --model_dir.</summary>
    Present,

    /// <summary>The backbone must be downloaded before it can be used.</summary>
    Downloadable,
}
