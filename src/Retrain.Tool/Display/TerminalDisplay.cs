using Retrain.Training.Events;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>A progress bar that lives while bottlenecks are computed.</summary>
internal sealed class TerminalDisplay : RunDisplay
{
    private ProgressRate rate = new();
    private TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProgressTask? bar;
    private Task? live;

    protected override void ShowProgress(BottlenecksProgressed progress)
    {
        // All cached: nothing to wait for, so nothing to draw.
        if (live is null && progress.Done == progress.Total)
        {
            return;
        }

        live ??= AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                bar = context.AddTask("Bottlenecks", maxValue: progress.Total);
                await ended.Task;
            });
        if (bar is not null)
        {
            (double imagesPerSecond, TimeSpan left) = rate.Measure(progress);
            bar.Description = Markup.Escape(RunLines.Of(progress, imagesPerSecond, left));
            bar.Value = progress.Done;
        }
    }

    protected override void EndProgress()
    {
        ended.TrySetResult();
        live?.GetAwaiter().GetResult();

        // Distorted variants come in a second phase with a bar of its own.
        live = null;
        bar = null;
        rate = new ProgressRate();
        ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
