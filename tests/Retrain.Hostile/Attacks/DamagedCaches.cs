using Retrain.Hostile.Mutants;
using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Trains with damaged caches: the model must be the one that an empty cache gives.</summary>
internal static class DamagedCaches
{
    private const int Caches = 200;

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        Random random = arena.NewRandom("caches");
        int caches = arena.Trials(Caches);
        for (int number = 0; number < caches; number++)
        {
            string folder = arena.NewFolder("damaged");
            ToolOutputs outputs = new(model.Photos, folder);
            Directory.CreateDirectory(outputs.Cache);
            foreach (string file in Directory.EnumerateFiles(model.Cache))
            {
                byte[] bytes = await File.ReadAllBytesAsync(file, cancellationToken);
                await File.WriteAllBytesAsync(
                    Path.Combine(outputs.Cache, Path.GetFileName(file)), Mutation.Apply(bytes, random), cancellationToken);
            }

            string trial = $"damaged cache {number} of seed {arena.Seed}";
            ToolAttempt attempt = (await ToolAttempt.RunAsync(outputs.TrainingArguments(), cancellationToken)).Judge(findings, trial);
            findings.Require(
                attempt.ExitCode == 0 && outputs.Content() == model.Content(), Breakage.WrongValue, $"{trial}: another model; {attempt}");
            Directory.Delete(folder, recursive: true);
        }
    }
}
