using Retrain.Training.Images;

namespace Retrain.Training.Splits;

/// <summary>The sets' names as retrain.py prints them.</summary>
internal static class SplitNames
{
    public static string Name(this Split split) => split switch
    {
        Split.Training => "training",
        Split.Validation => "validation",
        Split.Testing => "testing",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "not a set"),
    };
}
