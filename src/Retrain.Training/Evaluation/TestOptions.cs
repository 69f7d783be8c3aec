using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Evaluation;

/// <summary>The final test of a trained head.</summary>
internal sealed record TestOptions
{
    /// <summary>Images of the final test, drawn without replacement; -1 for the whole testing set.</summary>
    public int BatchSize { get; init; } = -1;

    /// <summary>In [0, 100]: no model is written when the test accuracy is lower.</summary>
    public double? MinimumAccuracyPercent { get; init; }

    public bool PrintMisclassifiedImages { get; init; }

    /// <summary>The graph of another model to compare with; <see langword="null"/> for none.</summary>
    public string? BaselineGraph { get; init; }

    /// <summary>The labels of that graph.</summary>
    public string? BaselineLabels { get; init; }

    /// <summary>Whether no model is written that is shown to be worse than the other one.</summary>
    public bool FailIfWorse { get; init; }

    /// <summary>Refuses a minimum that is a fraction: almost every model would pass it.</summary>
    /// <exception cref="RetrainException">RT4016: the minimum is below one percent, and not zero.</exception>
    public static void RequirePercent(double? minimum)
    {
        if (minimum is > 0 and < 1)
        {
            throw new RetrainException(OptionDiagnostics.FractionForPercent("--minimum_test_accuracy", (float)minimum));
        }
    }

    /// <summary>Whether a model with this test accuracy, and this comparison with another model, is written.</summary>
    public bool Accepts(Accuracy accuracy, BaselineComparison? comparison) =>
        (MinimumAccuracyPercent is not double minimum || (accuracy.Total > 0 && accuracy.Percent >= minimum)) && !IsTooBad(comparison);

    /// <summary>Whether a model is worse than the other one where that is not wanted.</summary>
    public bool IsTooBad(BaselineComparison? comparison) => FailIfWorse && comparison?.Test.Verdict is Verdict.Worse;
}
