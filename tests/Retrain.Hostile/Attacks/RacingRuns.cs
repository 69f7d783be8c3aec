using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Trains in many processes at once, with one cache and one set of outputs.</summary>
internal static class RacingRuns
{
    private const int Rounds = 10;
    private const int Processes = 8;

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        int rounds = arena.Trials(Rounds);
        for (int round = 0; round < rounds; round++)
        {
            ToolOutputs outputs = new(model.Photos, arena.NewFolder("race"));
            ToolAttempt[] attempts = await Task.WhenAll(
                Enumerable.Range(0, Processes).Select(_ => ToolAttempt.RunAsync(outputs.TrainingArguments(), cancellationToken)));
            foreach (ToolAttempt attempt in attempts)
            {
                attempt.Judge(findings, $"race {round}", limit: TimeSpan.FromMinutes(1));
                findings.Require(attempt.ExitCode == 0, Breakage.WrongValue, $"race {round}: {attempt}");
            }

            findings.Require(outputs.Content() == model.Content(), Breakage.WrongValue, $"race {round}: another model");
        }
    }
}
