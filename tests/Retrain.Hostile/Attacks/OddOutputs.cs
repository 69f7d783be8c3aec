using System.Diagnostics;
using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Names as outputs what is not a regular file: none is replaced, and none makes the tool wait for ever.</summary>
internal static class OddOutputs
{
    private static readonly string[] Outputs =
        ["output_graph", "output_labels", "output_manifest", "report", "output_onnx", "summaries_dir", "bottleneck_dir"];

    // What makes it below a folder, and the same looked at afterwards: its kind as stat prints it.
    private static readonly (string Name, string Make)[] Kinds =
    [
        ("fifo", "mkfifo \"$1\""), ("folder", "mkdir \"$1\""), ("dangling", "ln -s nothing/there \"$1\""),
        ("loop", "ln -s \"$1\" \"$1\""),
        ("socket", "python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \"$1\""),
    ];

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("outputs: skipped, as there is no sh");
            return;
        }

        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        foreach ((string kind, string make) in Kinds)
        {
            foreach (string output in Outputs)
            {
                ToolOutputs outputs = new(model.Photos, arena.NewFolder("outputs"));
                string path = Path.Combine(outputs.Folder, kind);
                await ShellAsync(make, path, cancellationToken);
                string before = await KindOfAsync(path, cancellationToken);
                ToolAttempt attempt = await ToolAttempt.RunAsync(TrainingTo(outputs, output, path), cancellationToken);
                attempt.Judge(findings, $"--{output} is a {kind}");
                string after = await KindOfAsync(path, cancellationToken);
                findings.Require(after == before || kind is "dangling", Breakage.WrongValue, $"--{output}: the {before} became a {after}");
            }
        }
    }

    private static string[] TrainingTo(ToolOutputs outputs, string output, string path)
    {
        string[] arguments = outputs.TrainingArguments();
        int given = Array.IndexOf(arguments, $"--{output}");
        if (given < 0)
        {
            return [.. arguments, $"--{output}", path];
        }

        arguments[given + 1] = path;
        return arguments;
    }

    private static Task<string> KindOfAsync(string path, CancellationToken cancellationToken) =>
        ShellAsync("stat -c %F \"$1\"", path, cancellationToken);

    private static async Task<string> ShellAsync(string script, string path, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("sh", ["-c", script, "sh", path]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start) ?? throw new InvalidOperationException("sh did not start");
        string output = await shell.StandardOutput.ReadToEndAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        return output.Trim();
    }
}
