namespace Retrain.Training.Backbones;

/// <summary>What stands between a backbone and its use.</summary>
internal enum BackboneState
{
    /// <summary>Nothing: it is part of the program.</summary>
    BuiltIn,

    /// <summary>Nothing: its graph or its archive is in --model_dir.</summary>
    Present,

    /// <summary>A download.</summary>
    Downloadable,
}
