namespace Retrain.Hostile.Attacks;

/// <summary>One way to try to break the tool.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="RunAsync">Runs it and reports what broke.</param>
internal sealed record Attack(string Name, Func<Arena, Findings, CancellationToken, Task> RunAsync)
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("images", MutantProcesses.RunAsync("jpeg", "progressive", "png", "webp", "gif", "bmp")),
        new("graphs", MutantProcesses.RunAsync("pb", "onnx")),
        new("costs", CostlyImages.RunAsync),
        new("caches", DamagedCaches.RunAsync),
        new("kills", KilledRuns.RunAsync),
        new("races", RacingRuns.RunAsync),
        new("names", HostileNames.RunAsync),
        new("streams", UnusableStreams.RunAsync),
        new("flags", OddFlags.RunAsync),
        new("outputs", OddOutputs.RunAsync),
    ];
}
