using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Starts the tool with closed or full streams, and with few file descriptors.</summary>
internal static class UnusableStreams
{
    private static readonly string[] Scripts =
    [
        "exec \"$@\" >&-", "exec \"$@\" 2>&-", "exec \"$@\" <&-", "exec \"$@\" <&- >&- 2>&-", "exec \"$@\" > /dev/full",
        "exec \"$@\" > /dev/full 2> /dev/full", "\"$@\" | head -n 1",

        // With fewer than 24, .NET itself ends before the program begins.
        .. new[] { 24, 28, 32, 40, 48, 64, 100 }.Select(descriptors => $"ulimit -n {descriptors}; exec \"$@\""),
    ];

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("streams: skipped, as there is no sh");
            return;
        }

        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        string[] label = ["label_image", "--graph", model.Graph, "--labels", model.Labels, "--image", model.Photos];
        foreach (string script in Scripts)
        {
            string[] train = new ToolOutputs(model.Photos, arena.NewFolder("streams")).TrainingArguments();
            foreach (string[] arguments in (string[][])[train, label, ["backbones"], ["--help"], ["inspect", model.Graph]])
            {
                (await ToolAttempt.RunInShellAsync(script, arguments, cancellationToken)).Judge(findings, $"{script} {arguments[0]}");
            }
        }
    }
}
