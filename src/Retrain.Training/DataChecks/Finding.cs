using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>A possible problem of the images.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Paths">The image or the category folder that it is about, then those it resembles.</param>
/// <param name="Label">The label of the first image or the category.</param>
/// <param name="OtherLabel">
/// The suggested label, or the label of the image or category that it resembles; <see langword="null"/> for none.
/// </param>
/// <param name="Score">The certainty, in [0, 1]. Findings of one kind are ordered by it.</param>
/// <param name="Diagnostic">The finding as a message about the first path.</param>
internal sealed record Finding(
    FindingKind Kind, IReadOnlyList<string> Paths, string? Label, string? OtherLabel, double Score, Diagnostic Diagnostic);
