using Retrain.Hostile.Processes;
using Retrain.Training.Options;

namespace Retrain.Hostile.Attacks;

/// <summary>Gives every training flag odd values.</summary>
internal static class OddFlags
{
    private const int Runs = 600;

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1", "99999999999999999999", "-2147483648", "2147483647", "1e308", "NaN", "Infinity", "0x10", "true", "false",
        "/", ".", "..", "/dev/null/x", "/proc/self/mem", "\0", "a\nb", "é", "🌹", "--help", "@", "@file", "'", "\"", "%s", "{0}", "*",
    ];

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        string[] flags = [.. TrainingFlags.All.Select(flag => flag.Name)];
        Random random = arena.NewRandom("flags");
        int runs = arena.Trials(Runs);
        for (int number = 0; number < runs; number++)
        {
            ToolOutputs outputs = new(model.Photos, arena.NewFolder("flags"));
            string flag = flags[random.Next(flags.Length)];
            string value = Values[random.Next(Values.Length)].Replace("\0", "\\0", StringComparison.Ordinal);
            string[] arguments = outputs.TrainingArguments($"--{flag.TrimStart('-')}={value}");
            (await ToolAttempt.RunAsync(arguments, cancellationToken)).Judge(findings, $"{flag}='{value}'");
            Directory.Delete(outputs.Folder, recursive: true);
        }
    }
}
