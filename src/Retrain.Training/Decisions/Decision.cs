using Retrain.Training.Digests;

namespace Retrain.Training.Decisions;

/// <summary>A person's decision about an image, which every copy of it follows.</summary>
/// <param name="Image">The digest of the image's file.</param>
/// <param name="Label">The label that it belongs under; <see langword="null"/> where it belongs nowhere and is left out.</param>
internal sealed record Decision(Digest Image, string? Label);
