using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime;

/// <summary>Gives meaning to what comes of an image.</summary>
/// <param name="Read">Makes a result of the network's values, which are not kept.</param>
/// <param name="Succeeded">Makes the outcome of an image among many from its result.</param>
/// <param name="Failed">Makes the outcome of an image among many from its problem.</param>
internal sealed record CallMeaning<TResult, TOutcome>(
    Func<float[], TResult> Read, Func<TResult, TOutcome> Succeeded, Func<Diagnostic, TOutcome> Failed);
