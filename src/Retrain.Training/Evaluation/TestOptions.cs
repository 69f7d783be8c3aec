namespace Retrain.Training.Evaluation;

/// <summary>The final test of a trained head.</summary>
internal sealed record TestOptions
{
    /// <summary>Images of the final test, drawn without replacement; -1 for the whole testing set.</summary>
    public int BatchSize { get; init; } = -1;

    /// <summary>In [0, 100]: no model is written when the test accuracy is lower.</summary>
    public double? MinimumAccuracyPercent { get; init; }

    public bool PrintMisclassifiedImages { get; init; }

    /// <summary>Whether a model with this test accuracy is written.</summary>
    public bool Accepts(Accuracy accuracy) =>
        MinimumAccuracyPercent is not double minimum || (accuracy.Total > 0 && accuracy.Percent >= minimum);
}
