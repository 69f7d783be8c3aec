using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>A test image that got another label than its own.</summary>
internal sealed record ImageMisclassified(string Path, string Label, string PredictedLabel) : TrainingEvent;
