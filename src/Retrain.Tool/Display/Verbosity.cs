namespace Retrain.Tool.Display;

/// <summary>How much a run says, from least to most.</summary>
internal enum Verbosity
{
    /// <summary>Problems and the final accuracy.</summary>
    Quiet,

    /// <summary>What retrain.py said.</summary>
    Normal,

    /// <summary>Also the backbone, the cache and each label's split.</summary>
    Detailed,
}
