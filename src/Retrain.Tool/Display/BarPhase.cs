using Retrain.Runtime.Diagnostics;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Shows a live progress bar, which is removed when the phase ends.</summary>
internal sealed class BarPhase : ProgressPhase
{
    // Yellow, the library's own, cannot be seen on white.
    private static readonly Style Filled = new(foreground: Color.FromInt32(Terminal.AccentNumber));

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProgressTask bar;
    private readonly Task live;

    /// <param name="total">The total amount of work; if it is <see langword="null"/>, the bar only moves.</param>
    public BarPhase(double? total)
    {
        TaskCompletionSource<ProgressTask> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        live = AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { CompletedStyle = Filled, FinishedStyle = Filled, IndeterminateStyle = Filled },
                new PercentageColumn { CompletedStyle = Style.Plain })
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask("Progress", maxValue: total ?? double.MaxValue);
                task.IsIndeterminate = total is null;
                started.SetResult(task);
                await ended.Task;
            });
        bar = started.Task.GetAwaiter().GetResult();
    }

    public override void Dispose()
    {
        ended.SetResult();
        live.GetAwaiter().GetResult();
    }

    protected override void Show(double done, string line, TimeSpan elapsed)
    {
        bar.Description = Markup.Escape(VisibleText.Of(line));
        bar.Value = done;
    }
}
