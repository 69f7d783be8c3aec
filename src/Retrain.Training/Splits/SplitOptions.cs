namespace Retrain.Training.Splits;

/// <summary>The division of the images into training, validation and testing sets.</summary>
internal sealed record SplitOptions
{
    public SplitPercentages Percentages { get; init; } = new(10, 10);

    /// <summary>A text that is hashed with each file name: another salt gives another split.</summary>
    public string Salt { get; init; } = "";
}
