using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using static System.FormattableString;

namespace Retrain.Tool.Display;

/// <summary>Puts the state of a training into one line, with the most important first where the window is narrow.</summary>
/// <param name="steps">The number of training steps.</param>
internal sealed class TrainingLine(int steps)
{
    private const int NarrowestCurve = 4;
    private const int WidestCurve = 40;
    private const string Gap = "  ";

    private readonly List<double> accuracies = [];

    /// <summary>Adds a step to the curve.</summary>
    public void Add(StepEvaluated step) => accuracies.Add(MainAccuracy(step).Fraction);

    /// <summary>Describes a step.</summary>
    /// <param name="step">The last step that was added.</param>
    /// <param name="width">The largest number of columns.</param>
    /// <param name="hasBlocks">Whether the curve is drawn with block elements.</param>
    /// <returns>The text, and the curve of the accuracy that follows it.</returns>
    public (string Text, string Curve) Of(StepEvaluated step, int width, bool hasBlocks)
    {
        string digits = Invariant($"{steps}");
        string count = Invariant($"{step.Step + 1}").PadLeft(digits.Length);
        bool isValidated = step.Validation.Accuracy.Total > 0;
        string main = Percent(isValidated ? "validation" : "train", MainAccuracy(step));
        string text = $"Step {count}/{digits}";
        int left = width - text.Length;
        bool hasMain = Take(main);
        string train = Percent("train", step.Training);
        bool hasTrain = hasMain && isValidated && Take(train);
        string crossEntropy = Invariant($"cross entropy {step.CrossEntropy:F3}");
        bool hasCrossEntropy = hasMain && (hasTrain || !isValidated) && Take(crossEntropy);
        string[] parts =
        [
            text, .. Where(hasTrain, train), .. Where(hasMain, main), .. Where(hasCrossEntropy, crossEntropy),
        ];
        int curve = Math.Min(WidestCurve, left - Gap.Length);
        string line = string.Join(Gap, parts);
        return curve < NarrowestCurve || accuracies.Count < 2
            ? (line[..Math.Min(line.Length, width)], "")
            : (line + Gap, Blocks.Curve(accuracies, curve, hasBlocks));

        bool Take(string part)
        {
            bool fits = Gap.Length + part.Length <= left;
            left -= fits ? Gap.Length + part.Length : 0;
            return fits;
        }
    }

    private static Accuracy MainAccuracy(StepEvaluated step) =>
        step.Validation.Accuracy.Total > 0 ? step.Validation.Accuracy : step.Training;

    private static string Percent(string name, Accuracy accuracy) => Invariant($"{name} {accuracy.Percent,5:F1}%");

    private static string[] Where(bool isShown, string part) => isShown ? [part] : [];
}
