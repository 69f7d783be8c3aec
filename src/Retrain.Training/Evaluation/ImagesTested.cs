using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>A model was run on some of the images to test it with.</summary>
internal sealed record ImagesTested(int Done, int Total) : TrainingEvent;
