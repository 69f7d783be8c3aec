namespace Retrain.Training.Evaluation;

/// <summary>What a comparison says of its first model.</summary>
internal enum Verdict
{
    /// <summary>The difference may well be chance.</summary>
    NoDifferenceShown,

    /// <summary>Than the second one.</summary>
    Better,

    /// <summary>Than the second one.</summary>
    Worse,
}
