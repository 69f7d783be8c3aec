using System.Text.Json;

namespace Retrain.Runtime.Models;

/// <summary>
/// The parts of a manifest that tell people about a training. They are read when they are asked for, as a first prediction does not need
/// them, and whatever is damaged among them is left out: a model runs without.
/// </summary>
/// <param name="test">metrics.testing.</param>
/// <param name="labels">dataSet.labels.</param>
internal sealed class TrainingFacts(JsonElement test, JsonElement labels)
{
    /// <returns>The accuracy of the final test; <see langword="null"/> where there was none.</returns>
    public MeasuredAccuracy? ReadTestAccuracy() =>
        Fraction("accuracy") is double accuracy && Fraction("accuracyLow95") is double low && Fraction("accuracyHigh95") is double high
        && Count(test, "images") is int images and > 0
            ? new MeasuredAccuracy(accuracy, low, high, images)
            : null;

    /// <returns>The images of each label, in the order of the manifest; empty where it does not say.</returns>
    public IReadOnlyList<TrainedLabel> ReadTrainedOn()
    {
        try
        {
            return labels.ValueKind is JsonValueKind.Array ? ReadCounts() : [];
        }
        catch (InvalidOperationException)
        {
            return []; // a JSON text may spell half of a surrogate pair
        }
    }

    private List<TrainedLabel> ReadCounts()
    {
        List<TrainedLabel> counts = [];
        foreach (JsonElement entry in labels.EnumerateArray())
        {
            if (Manifest.Text(entry, "label") is not string label || Count(entry, "training") is not int training
                || Count(entry, "validation") is not int validation || Count(entry, "testing") is not int testing)
            {
                return [];
            }

            counts.Add(new(label, training, validation, testing));
        }

        return counts;
    }

    private double? Fraction(string name) =>
        Manifest.Member(test, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out double fraction) && fraction is >= 0 and <= 1
            ? fraction
            : null;

    private static int? Count(JsonElement element, string name) =>
        Manifest.Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int count) && count >= 0
            ? count
            : null;
}
