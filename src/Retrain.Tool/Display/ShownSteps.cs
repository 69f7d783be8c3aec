using Retrain.Training.Heads;

namespace Retrain.Tool.Display;

/// <summary>
/// The evaluated steps of a training that a file or a log shows where no one asked for them: the first, the last, and others at
/// equal distances, at most eleven in all. With retrain.py's defaults, 400 are evaluated, in three lines each.
/// </summary>
/// <param name="options">The options of the training.</param>
internal sealed class ShownSteps(HeadOptions options)
{
    private const int Most = 10;

    private readonly int last = options.HowManyTrainingSteps - 1;
    private readonly long interval =
        options.EvalStepInterval * (long)Math.Ceiling(options.HowManyTrainingSteps / ((double)Most * options.EvalStepInterval));

    /// <summary>Whether an evaluated step is shown.</summary>
    public bool Has(int step) => step == last || step % interval == 0;
}
