namespace Retrain.Tool.Display;

/// <summary>The amount of a run's output, from least to most.</summary>
internal enum Verbosity
{
    /// <summary>Shows problems and the final accuracy.</summary>
    Quiet,

    /// <summary>Shows what retrain.py shows, too.</summary>
    Normal,

    /// <summary>Shows the backbone, the cache and each label's split, too.</summary>
    Detailed,
}
