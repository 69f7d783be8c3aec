namespace Retrain.Tool.Commands;

/// <summary>The exit code of the process.</summary>
internal enum ExitCode
{
    /// <summary>Everything was done.</summary>
    Done = 0,

    /// <summary>Data, a graph or a file could not be used; the message says which.</summary>
    Failed = 1,

    /// <summary>The command line is wrong, and nothing was started.</summary>
    Usage = 2,

    /// <summary>The accuracy is below --minimum_test_accuracy (a training then writes nothing), or below the baseline's.</summary>
    AccuracyBelowMinimum = 3,

    /// <summary>A part could not be kept, or parts are missing: the same command, or that of the parts, may succeed later.</summary>
    TryAgain = 75,

    /// <summary>The user pressed Ctrl-C. Computed bottlenecks are cached, but no output was written.</summary>
    Cancelled = 130,

    /// <summary>SIGTERM ended the program, in order or, where that takes too long, at once.</summary>
    Terminated = 143,
}
