namespace Retrain.Training.Caching;

/// <summary>The purpose for which a run looks keys up, which says what is counted of it.</summary>
internal enum LookUpKind
{
    /// <summary>The run wants them: what is found and what is missed counts.</summary>
    Wanted,

    /// <summary>They were missed before: only what is found counts.</summary>
    Missed,

    /// <summary>The run had them, and makes sure that they are kept: nothing counts again.</summary>
    ReadBack,
}
