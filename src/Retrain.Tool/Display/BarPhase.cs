using Retrain.Training.Events;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>A live progress bar, gone when the phase ends.</summary>
internal sealed class BarPhase : ProgressPhase
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProgressTask bar;
    private readonly Task live;

    public BarPhase(int total)
    {
        TaskCompletionSource<ProgressTask> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        live = AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                started.SetResult(context.AddTask("Bottlenecks", maxValue: total));
                await ended.Task;
            });
        bar = started.Task.GetAwaiter().GetResult();
    }

    public override void Dispose()
    {
        ended.SetResult();
        live.GetAwaiter().GetResult();
    }

    protected override void Show(BottlenecksProgressed progress, string line, TimeSpan elapsed)
    {
        bar.Description = Markup.Escape(line);
        bar.Value = progress.Done;
    }
}
