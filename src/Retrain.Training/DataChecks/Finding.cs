using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>Something that may be wrong with the images.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">The image it is about, then those it resembles; of a category its folder.</param>
/// <param name="Label">Of the first image, or the category.</param>
/// <param name="OtherLabel">The label suggested for it, or that of the image or category it resembles; <see langword="null"/> where there is none.</param>
/// <param name="Score">How sure, in [0, 1]: findings of one kind are ordered by it, surest first.</param>
/// <param name="Diagnostic">The finding in words, about the first path.</param>
internal sealed record Finding(
    FindingKind Kind, IReadOnlyList<string> Paths, string? Label, string? OtherLabel, double Score, Diagnostic Diagnostic);
