using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>A model was run on some of the images to test it with.</summary>
internal sealed record ImagesTested(int Done, int Total) : TrainingEvent;

/// <summary>The finished head was measured.</summary>
internal sealed record TestFinished(Accuracy Accuracy, double CrossEntropy) : TrainingEvent;

/// <summary>The test images that got a wrong label follow.</summary>
internal sealed record MisclassifiedImagesFound : TrainingEvent;

/// <summary>A test image that got another label than its own.</summary>
internal sealed record ImageMisclassified(string Path, string Label, string PredictedLabel) : TrainingEvent;
