using Retrain.Training.Events;

namespace Retrain.Training.Decisions;

/// <summary>Decisions were followed.</summary>
/// <param name="File">The file of the decisions.</param>
/// <param name="Removed">Images that were left out.</param>
/// <param name="Relabelled">Images that got another label than their folder's.</param>
internal sealed record DecisionsApplied(DecisionsFile File, int Removed, int Relabelled) : TrainingEvent;
