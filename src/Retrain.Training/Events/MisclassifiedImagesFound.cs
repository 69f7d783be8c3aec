namespace Retrain.Training.Events;

/// <summary>The test images that got a wrong label follow.</summary>
internal sealed record MisclassifiedImagesFound : TrainingEvent;
