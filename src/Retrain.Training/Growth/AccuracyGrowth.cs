namespace Retrain.Training.Growth;

/// <summary>The accuracy by number of training images, and what more of them would give.</summary>
internal sealed record AccuracyGrowth
{
    /// <summary>The training and validation images of the run.</summary>
    public required int Known { get; init; }

    /// <summary>Those that it was measured with: all, or a sample of them.</summary>
    public required int Used { get; init; }

    /// <summary>The parts of the images that were measured, the smallest first; empty where there are too few images.</summary>
    public required IReadOnlyList<GrowthPoint> Points { get; init; }

    /// <summary>The parts of the images that are too few to train on: 16 for a sixteenth.</summary>
    public required IReadOnlyList<int> LeftOut { get; init; }

    /// <summary>The accuracy with twice as many images; <see langword="null"/> where it cannot be known.</summary>
    public required GrowthForecast? Forecast { get; init; }
}
