using System.Diagnostics;
using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Kills trainings at random moments: readers take no mixture of two models, and the next run leaves nothing behind.</summary>
internal static class KilledRuns
{
    private const int Kills = 150;
    private const double LatestShare = 1.1; // some trainings end before they are killed

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        Random random = arena.NewRandom("kills");
        ToolOutputs outputs = new(model.Photos, arena.NewFolder("killed"));
        int kills = arena.Trials(Kills);
        long started = Stopwatch.GetTimestamp();
        (await ToolAttempt.RunAsync(outputs.TrainingArguments(), cancellationToken)).Judge(findings, "the training before any kill");
        TimeSpan whole = Stopwatch.GetElapsedTime(started);
        for (int number = 0; number < kills; number++)
        {
            // Two models in turn, so that a mixture of both would be seen.
            string[] arguments = outputs.TrainingArguments("--learning_rate", number % 2 == 0 ? "0.01" : "0.02");
            using (Process process = ToolAttempt.StartTool(arguments))
            {
                Task reading = Task.WhenAll(
                    process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
                await Task.Delay(whole * (LatestShare * random.NextDouble()), cancellationToken);
                process.Kill();
                await process.WaitForExitAsync(cancellationToken);
                await reading;
            }

            findings.Tried();
            await LabelAsync(outputs, findings, $"after kill {number} of seed {arena.Seed}", cancellationToken);
        }

        string trial = $"training after {kills} kills of seed {arena.Seed}";
        (await ToolAttempt.RunAsync(outputs.TrainingArguments(), cancellationToken)).Judge(findings, trial);
        findings.Require(outputs.Content() == model.Content(), Breakage.WrongValue, $"{trial}: another model");
        foreach (string file in Directory.EnumerateFiles(outputs.Folder, "*", SearchOption.TopDirectoryOnly))
        {
            bool isOutput = Path.GetFileName(file) is "output_graph.pb" or "output_labels.txt" or "manifest.json";
            findings.Require(isOutput, Breakage.Leftover, file);
        }
    }

    // A model whose files do not belong together is refused with a code; one that does labels the photo.
    private static async Task LabelAsync(ToolOutputs outputs, Findings findings, string trial, CancellationToken cancellationToken)
    {
        string image = Directory.EnumerateFiles(outputs.Photos, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        ToolAttempt attempt = await ToolAttempt.RunAsync(
            ["label_image", "--graph", outputs.Graph, "--labels", outputs.Labels, "--image", image], cancellationToken);
        attempt.Judge(findings, trial);
        findings.Require(
            attempt.ExitCode == 0 || attempt.Error.Contains("error RT", StringComparison.Ordinal),
            Breakage.WrongValue, $"{trial}: {attempt}");
    }
}
