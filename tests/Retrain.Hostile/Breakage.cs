namespace Retrain.Hostile;

/// <summary>The kinds of what must not happen.</summary>
internal enum Breakage
{
    /// <summary>The process ended by a signal or with an unhandled exception.</summary>
    Crash,

    /// <summary>No answer came within the limit of time.</summary>
    Hang,

    /// <summary>The process took more memory than the bound.</summary>
    Memory,

    /// <summary>Bad input was reported as an internal error (RT9001).</summary>
    InternalError,

    /// <summary>A result differs from the right one, or bad input was taken for good.</summary>
    WrongValue,

    /// <summary>A temporary file or a part of an output stayed behind.</summary>
    Leftover,
}
