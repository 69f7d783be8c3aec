using System.Diagnostics;
using System.Globalization;
using Retrain.Hostile.Mutants;

namespace Retrain.Hostile.Attacks;

/// <summary>Tries mutants of good files in worker processes; where one ends or hangs, another goes on with the next mutant.</summary>
internal static class MutantProcesses
{
    private const int MutantsOfKind = 50_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Func<Arena, Findings, CancellationToken, Task> RunAsync(params IReadOnlyList<string> kinds) =>
        (arena, findings, cancellationToken) => RunAsync(kinds, arena, findings, cancellationToken);

    private static async Task RunAsync(
        IReadOnlyList<string> kinds, Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        string folder = (await arena.ModelAsync(cancellationToken)).Folder;
        foreach (string kind in kinds)
        {
            int end = arena.Trials(MutantsOfKind);
            int next = 0;
            while (next < end)
            {
                next = 1 + await TryAsync(kind, new MutantRange(arena.Seed, next, end), folder, findings, cancellationToken);
            }

            findings.Tried(end);
        }
    }

    /// <returns>The number of the last mutant that was tried.</returns>
    private static async Task<int> TryAsync(
        string kind, MutantRange range, string folder, Findings findings, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Retrain.Hostile.dll"), "worker", kind,
            .. new[] { range.Seed, range.First, range.End }.Select(number => number.ToString(CultureInfo.InvariantCulture)), folder,
        ])
        {
            RedirectStandardOutput = true,
        };
        using Process worker = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        int number = range.First - 1;
        try
        {
            while (await NextLineAsync(worker, number < range.First, cancellationToken) is string line)
            {
                if (line.Split(' ', 4) is ["!", string breakage, string mutant, string seen])
                {
                    findings.Add(Enum.Parse<Breakage>(breakage), $"{kind} {mutant} of seed {range.Seed}: {seen}");
                }
                else
                {
                    number = int.Parse(line, CultureInfo.InvariantCulture);
                }
            }

            await worker.WaitForExitAsync(cancellationToken);
            bool finished = worker.ExitCode == 0 && number == range.End - 1;
            findings.Require(finished, Breakage.Crash, $"{kind} {number} of seed {range.Seed}: exit code {worker.ExitCode}");
        }
        catch (TimeoutException)
        {
            findings.Add(Breakage.Hang, $"{kind} {number} of seed {range.Seed}: no answer in {Patience.TotalSeconds} s");
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }
        }

        // One that never began would be started for ever.
        return number < range.First ? throw new InvalidOperationException($"the worker for {kind} did not start") : number;
    }

    private static Task<string?> NextLineAsync(Process worker, bool isStarting, CancellationToken cancellationToken) =>
        worker.StandardOutput.ReadLineAsync(cancellationToken).AsTask()
            .WaitAsync(isStarting ? 6 * Patience : Patience, cancellationToken);
}
