using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>The test images that got a wrong label follow.</summary>
internal sealed record MisclassifiedImagesFound : TrainingEvent;
