using System.Diagnostics;
using Retrain.Training;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Options;
using Retrain.Training.Reports;

namespace Retrain.Tool.Display;

/// <summary>Shows the steps of a training in one line of a terminal, and what came out of it on a card.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="options">The options of the training.</param>
internal sealed class LiveTraining(Terminal terminal, RetrainOptions options)
{
    // An eye sees no more.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(50);

    private readonly LiveLine line = new(terminal);
    private readonly TrainingLine state = new(options.Head.HowManyTrainingSteps);
    private readonly List<string> written = [];
    private readonly List<TrainingEvent> unsaid = [];
    private ErrorPromise? promise;
    private int? problemCount;
    private long? shownAt;

    /// <summary>Shows an event that the line or the card has a place for.</summary>
    /// <returns>Whether it has; all other events are for others to show, after <see cref="Clear"/>.</returns>
    public bool Show(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case StepEvaluated step:
                Show(step);
                return true;
            case HeadCalibrated calibrated:
                promise = calibrated.Calibration.Promise;
                unsaid.Add(calibrated);
                return true;
            case TestFinished test:
                line.Clear();
                unsaid.Add(test);
                return true;
            case OutputsWritten outputs:
                written.AddRange(new[] { outputs.Graph, outputs.Onnx, outputs.Labels, outputs.Manifest }.OfType<string>());
                unsaid.Add(outputs);
                return true;
            case ReportChecked check:
                problemCount = check.FindingCount;
                return false;
            case ReportWritten report:
                written.Add(report.Path);
                unsaid.Add(report);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Makes room for a line of another kind.</summary>
    public void Clear() => line.Clear();

    /// <summary>Shows the card.</summary>
    public void Finish(RetrainResult result)
    {
        line.Clear();
        new ResultCard(terminal, options) { ProblemCount = problemCount }.Draw(result, promise, written);
        unsaid.Clear();
    }

    /// <summary>Ends the display.</summary>
    /// <returns>The events of a training that failed late, which no card has told.</returns>
    public IReadOnlyList<TrainingEvent> End()
    {
        line.Clear();
        return unsaid;
    }

    private void Show(StepEvaluated step)
    {
        state.Add(step);
        bool isLast = step.Step + 1 == options.Head.HowManyTrainingSteps;
        if (!isLast && shownAt is long last && Stopwatch.GetElapsedTime(last) < BetweenLines)
        {
            return;
        }

        shownAt = Stopwatch.GetTimestamp();

        // A line that fills the window's last column is wrapped by some terminals.
        (string text, string curve) = state.Of(step, terminal.Width - 1, terminal.HasBlocks);
        line.Show(text, curve);
        if (isLast)
        {
            line.Keep();
            line.Show("Calibrating and testing ...");
        }
    }
}
