using Retrain.Runtime.Images;

namespace Retrain.Training.PublishedEncoders;

/// <summary>The preprocessing that a published file describes.</summary>
/// <param name="Value">The preprocessing.</param>
/// <param name="File">The file.</param>
/// <param name="SizeField">The field that gives the size of the network's input.</param>
internal sealed record PublishedPreprocessing(Preprocessing Value, string File, string SizeField);
