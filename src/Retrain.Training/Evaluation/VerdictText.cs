using static System.FormattableString;

namespace Retrain.Training.Evaluation;

/// <summary>Says the result of a comparison in words.</summary>
internal static class VerdictText
{
    public static string Of(McNemarTest test)
    {
        if (test.OnlyFirst + test.OnlySecond == 0)
        {
            return "No difference can be shown on these images: both models are right on the same ones.";
        }

        string verdict = test.Verdict switch
        {
            Verdict.Better => "The model is better than the baseline",
            Verdict.Worse => "The model is worse than the baseline",
            _ => "No difference can be shown on these images",
        };
        return Invariant($"{verdict}: only the model is right on {test.OnlyFirst}, only the baseline on {test.OnlySecond} ")
            + Invariant($"(McNemar's test, p = {test.MidP:G2}).");
    }
}
