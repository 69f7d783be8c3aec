using Retrain.Runtime.Diagnostics;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Events;

/// <summary>Something that happened during a run and that a display may show. Events of one run arrive one at a time.</summary>
internal abstract record TrainingEvent;

/// <summary>A warning, or an error that the run survives.</summary>
internal sealed record ProblemFound(Diagnostic Diagnostic) : TrainingEvent;

/// <summary>The categories were read.</summary>
internal sealed record CategoriesFound(int CategoryCount, int ImageCount) : TrainingEvent;

/// <summary>Some bottlenecks are there.</summary>
/// <param name="Done">So far, the cached ones included.</param>
/// <param name="Total">Wanted.</param>
/// <param name="Computed">So far by the network.</param>
internal sealed record BottlenecksProgressed(int Done, int Total, int Computed) : TrainingEvent;

/// <summary>All bottlenecks are there.</summary>
internal sealed record BottlenecksFinished(int Cached, int Computed, int Unreadable, TimeSpan Elapsed) : TrainingEvent;

/// <summary>The images were put into the three sets.</summary>
internal sealed record SplitFinished(int Training, int Validation, int Testing) : TrainingEvent;

/// <summary>The bottlenecks were scaled to suit the learning rate.</summary>
internal sealed record BottlenecksScaled(double RootMeanSquare, float Factor) : TrainingEvent;

/// <summary>A look at the accuracy, every eval_step_interval steps.</summary>
internal sealed record StepEvaluated(int Step, Accuracy Training, double CrossEntropy, HeadEvaluation Validation) : TrainingEvent;

/// <summary>A graph was written during training.</summary>
internal sealed record IntermediateGraphWritten(int Step, string Path) : TrainingEvent;

/// <summary>The test images that got a wrong label follow.</summary>
internal sealed record MisclassifiedImagesFound : TrainingEvent;

/// <summary>A test image that got another label than its own.</summary>
internal sealed record ImageMisclassified(string Path, string Label, string PredictedLabel) : TrainingEvent;

/// <summary>The finished head was measured.</summary>
internal sealed record TestFinished(Accuracy Accuracy, double CrossEntropy) : TrainingEvent;
