namespace Retrain.Training.Events;

/// <summary>Passes events on, and a problem once, however many steps of a run come upon it.</summary>
/// <param name="show">Receives the events.</param>
internal sealed class ProblemsOnce(Action<TrainingEvent> show)
{
    private readonly HashSet<TrainingEvent> shown = [];

    /// <summary>Passes an event on. Events must come one at a time.</summary>
    public void Show(TrainingEvent trainingEvent)
    {
        if (trainingEvent is not ProblemFound || shown.Add(trainingEvent))
        {
            show(trainingEvent);
        }
    }
}
