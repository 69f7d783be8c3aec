using Retrain.Training.Events;

namespace Retrain.Training.Choosing;

/// <summary>The bottlenecks of a candidate are looked up or computed next.</summary>
/// <param name="Number">The number of the candidate, from 1.</param>
/// <param name="Count">The number of candidates.</param>
internal sealed record CandidateBegun(string Architecture, int Number, int Count) : TrainingEvent;

/// <summary>A candidate was measured by cross-validation.</summary>
internal sealed record CandidateMeasured(Candidate Candidate) : TrainingEvent;

/// <summary>The backbone to train on was chosen.</summary>
internal sealed record BackboneChosen(BackboneChoice Choice) : TrainingEvent;
