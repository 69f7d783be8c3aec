namespace Retrain.Tool;

/// <summary>What the process tells its caller.</summary>
internal enum ExitCode
{
    /// <summary>All was done.</summary>
    Done = 0,

    /// <summary>Data, a graph or a file could not be used; the message says which.</summary>
    Failed = 1,

    /// <summary>The command line is wrong; nothing was started.</summary>
    Usage = 2,

    /// <summary>Below --minimum_test_accuracy, and after training nothing was written; or a model is worse than its baseline.</summary>
    AccuracyBelowMinimum = 3,

    /// <summary>Ctrl-C: the bottlenecks so far are cached, no output was written.</summary>
    Cancelled = 130,
}
