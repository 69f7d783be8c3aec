using System.Globalization;
using Retrain.Training.Backbones;

namespace Retrain.Training.Options;

/// <summary>A flag that decides what a run gives.</summary>
/// <param name="Flag">Without its dashes.</param>
/// <param name="Value">As it is written on a command line.</param>
/// <param name="IsDefault">Whether it need not be written.</param>
internal sealed record OptionValue(string Flag, string Value, bool IsDefault)
{
    private static readonly RetrainOptions Defaults =
        new() { ImageDir = "", OutputGraph = "", OutputLabels = "", OutputManifest = "", IntermediateOutputGraphsDir = "" };

    /// <summary>As on a command line; of a switch, the flag alone.</summary>
    public string Argument => Value == "on" ? $"--{Flag}" : $"--{Flag} {Quoted(Value)}";

    /// <summary>As metadata of a project's RetrainModel.</summary>
    public string Metadata
    {
        get
        {
            string name = string.Concat(Flag.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            return $"{name}=\"{(Value == "on" ? "true" : Value)}\"";
        }
    }

    public static IReadOnlyList<OptionValue> Of(RetrainOptions options) =>
        [.. Values(options).Zip(Values(Defaults), (given, usual) => new OptionValue(given.Flag, given.Value, given.Value == usual.Value))];

    /// <summary>For a shell, where it is more than a word.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || "_-./:=,".Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<(string Flag, string Value)> Values(RetrainOptions options) =>
    [
        ("architecture", Path.GetFileName(options.Architecture)),
        ("input_tensor", options.InputTensor ?? ""),
        ("bottleneck_tensor", options.BottleneckTensor ?? ""),
        ("input_size", options.InputSize is InputSize size ? size.ToString() : ""),
        ("input_mean", options.InputMean is float mean ? Text(mean) : ""),
        ("input_std", options.InputStd is float std ? Text(std) : ""),
        ("how_many_training_steps", Text(options.HowManyTrainingSteps)),
        ("learning_rate", Text(options.LearningRate)),
        ("train_batch_size", Text(options.TrainBatchSize)),
        ("validation_batch_size", Text(options.ValidationBatchSize)),
        ("test_batch_size", Text(options.TestBatchSize)),
        ("testing_percentage", Text(options.Percentages.TestingPercent)),
        ("validation_percentage", Text(options.Percentages.ValidationPercent)),
        ("eval_step_interval", Text(options.EvalStepInterval)),
        ("no_calibration", Switch(!options.Calibrates)),
        ("flip_left_right", Switch(options.Distortions.FlipLeftRight)),
        ("random_crop", Text(options.Distortions.RandomCropPercent)),
        ("random_scale", Text(options.Distortions.RandomScalePercent)),
        ("random_brightness", Text(options.Distortions.RandomBrightnessPercent)),
        ("distortion_variants", Text(options.Distortions.Variants)),
        ("seed", Text(options.Seed)),
        ("split_salt", options.SplitSalt),
        ("final_tensor_name", options.FinalTensorName),
        ("minimum_test_accuracy", options.MinimumTestAccuracyPercent is double percent ? Text(percent) : ""),
        ("max_megapixels", Text(options.MaximumPixels / 1_000_000)),
        ("strict", Switch(options.Strict)),
    ];

    private static string Switch(bool value) => value ? "on" : "off";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
