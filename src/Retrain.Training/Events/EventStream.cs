using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Events;

/// <summary>Passes what happens during a run to its listeners, one event at a time, from whatever thread it comes.</summary>
internal sealed class EventStream(params IEnumerable<Action<TrainingEvent>> listeners)
{
    private readonly Lock gate = new();
    private readonly List<Action<TrainingEvent>> listeners = [.. listeners];

    public void Add(Action<TrainingEvent> listener) => listeners.Add(listener);

    public void Report(TrainingEvent trainingEvent)
    {
        lock (gate)
        {
            listeners.ForEach(listener => listener(trainingEvent));
        }
    }

    public void Warn(Diagnostic diagnostic) => Report(new ProblemFound(diagnostic));
}
