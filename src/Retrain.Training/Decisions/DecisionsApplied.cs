using System.Text.Json;
using Retrain.Training.Events;

namespace Retrain.Training.Decisions;

/// <summary>Decisions were followed.</summary>
/// <param name="File">The file of the decisions.</param>
/// <param name="Removed">Images that were left out.</param>
/// <param name="Relabelled">Images that got another label than their folder's.</param>
internal sealed record DecisionsApplied(DecisionsFile File, int Removed, int Relabelled) : TrainingEvent
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("path", File.Path);
        json.WriteString("sha256", File.Digest.ToString());
        json.WriteNumber("removed", Removed);
        json.WriteNumber("relabelled", Relabelled);
    }
}
