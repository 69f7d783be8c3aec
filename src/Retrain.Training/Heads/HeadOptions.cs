namespace Retrain.Training.Heads;

/// <summary>The training of the new last layer: retrain.py's flags with its defaults.</summary>
internal sealed record HeadOptions
{
    public int HowManyTrainingSteps { get; init; } = 4000;

    public float LearningRate { get; init; } = 0.01f;

    /// <summary>Images per step; -1 for all.</summary>
    public int TrainBatchSize { get; init; } = 100;

    /// <summary>Images per evaluation during training; -1 for the whole validation set.</summary>
    public int ValidationBatchSize { get; init; } = 100;

    /// <summary>Steps from one evaluation to the next.</summary>
    public int EvalStepInterval { get; init; } = 10;

    /// <summary>Steps from one intermediate graph to the next; 0 for none.</summary>
    public int IntermediateStoreFrequency { get; init; }

    /// <summary>Whether probabilities are calibrated to say how often the model is right; otherwise they are retrain.py's.</summary>
    public bool Calibrates { get; init; } = true;

    /// <summary>The largest part of the labels that the model believes that may be wrong, in percent.</summary>
    public double BelievedErrorPercent { get; init; } = 5;
}
