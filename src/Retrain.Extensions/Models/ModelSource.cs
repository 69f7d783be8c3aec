using Retrain.Runtime;

namespace Retrain.Extensions.Models;

/// <summary>The place that a model comes from.</summary>
/// <param name="Load">Loads it.</param>
/// <param name="Files">Its files, where it comes from files.</param>
/// <param name="ReloadInterval">The time between two looks at the files; <see langword="null"/> where it is not loaded again.</param>
internal sealed record ModelSource(Func<ImageClassifier> Load, ModelFileSet? Files, TimeSpan? ReloadInterval);
