namespace Retrain.Training.Evaluation;

/// <summary>The result of a comparison, about its first model.</summary>
internal enum Verdict
{
    /// <summary>The difference may well be chance.</summary>
    NoDifferenceShown,

    /// <summary>Than the second one.</summary>
    Better,

    /// <summary>Than the second one.</summary>
    Worse,
}
