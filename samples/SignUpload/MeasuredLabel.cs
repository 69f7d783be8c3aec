namespace SignUpload;

/// <summary>The photos that got a label since the app started.</summary>
/// <param name="Label">The label, the most probable one of each photo.</param>
/// <param name="Photos">The number of photos.</param>
/// <param name="Uncertain">The number of those whose label is uncertain.</param>
/// <param name="Unfamiliar">The number of those that are unlike the photos that the model was trained on.</param>
public sealed record MeasuredLabel(string Label, long Photos, long Uncertain, long Unfamiliar);
