namespace Retrain.Tool.Display;

/// <summary>The amount of a run's output, from least to most.</summary>
internal enum Verbosity
{
    /// <summary>Shows problems and the final accuracy.</summary>
    Quiet,

    /// <summary>Shows the progress, too: on a terminal in one line, elsewhere as at most eleven steps in retrain.py's words.</summary>
    Normal,

    /// <summary>Shows all evaluated steps, the backbone, the cache and each label's split, too.</summary>
    Detailed,
}
