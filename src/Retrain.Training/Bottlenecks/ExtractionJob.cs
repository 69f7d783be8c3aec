using Retrain.Training.Categories;
using Retrain.Training.Digests;

namespace Retrain.Training.Bottlenecks;

/// <summary>One image to decode, once, for one or more bottlenecks.</summary>
/// <param name="Image">The file.</param>
/// <param name="Digest">Of its bytes, where it is known without reading them; the file may have changed since.</param>
/// <param name="Targets">The bottlenecks wanted of it.</param>
internal sealed record ExtractionJob(ImageFile Image, Digest? Digest, IReadOnlyList<BottleneckTarget> Targets);
