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

    // To train on all images of a disk takes as long as it takes; but a signal ends it.
    private const string EndedSoon = "timeout 10 \"$@\"";
    private static readonly (string, string) WholeDisk = ("image_dir", "/");

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
            ToolAttempt attempt = (flag, value) == WholeDisk
                ? await ToolAttempt.RunInShellAsync(EndedSoon, arguments, cancellationToken)
                : await ToolAttempt.RunAsync(arguments, cancellationToken);
            attempt.Judge(findings, $"{flag}='{value}'");
            Directory.Delete(outputs.Folder, recursive: true);
        }
    }
}
