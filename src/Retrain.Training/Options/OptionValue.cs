using System.Globalization;
using Retrain.Training.Backbones;

namespace Retrain.Training.Options;

/// <summary>A flag that decides what a run gives.</summary>
/// <param name="Flag">Without its dashes.</param>
/// <param name="Value">As it is written on a command line.</param>
/// <param name="IsDefault">Whether it need not be written.</param>
internal sealed record OptionValue(string Flag, string Value, bool IsDefault)
{
    private static readonly RetrainOptions Defaults = new() { Data = new() { ImageDir = "" } };

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
        ("architecture", Path.GetFileName(options.Backbone.Architecture)),
        ("input_tensor", options.Backbone.InputTensor ?? ""),
        ("bottleneck_tensor", options.Backbone.BottleneckTensor ?? ""),
        ("input_size", options.Backbone.InputSize is InputSize size ? size.ToString() : ""),
        ("input_mean", options.Backbone.InputMean is float mean ? Text(mean) : ""),
        ("input_std", options.Backbone.InputStd is float std ? Text(std) : ""),
        ("how_many_training_steps", Text(options.Head.HowManyTrainingSteps)),
        ("learning_rate", Text(options.Head.LearningRate)),
        ("train_batch_size", Text(options.Head.TrainBatchSize)),
        ("validation_batch_size", Text(options.Head.ValidationBatchSize)),
        ("test_batch_size", Text(options.Test.BatchSize)),
        ("testing_percentage", Text(options.Split.Percentages.TestingPercent)),
        ("validation_percentage", Text(options.Split.Percentages.ValidationPercent)),
        ("eval_step_interval", Text(options.Head.EvalStepInterval)),
        ("no_calibration", Switch(!options.Head.Calibrates)),
        ("flip_left_right", Switch(options.Distortions.FlipLeftRight)),
        ("random_crop", Text(options.Distortions.RandomCropPercent)),
        ("random_scale", Text(options.Distortions.RandomScalePercent)),
        ("random_brightness", Text(options.Distortions.RandomBrightnessPercent)),
        ("distortion_variants", Text(options.Distortions.Variants)),
        ("seed", Text(options.Seed)),
        ("split_salt", options.Split.Salt),
        ("final_tensor_name", options.Output.FinalTensorName),
        ("minimum_test_accuracy", options.Test.MinimumAccuracyPercent is double percent ? Text(percent) : ""),
        ("max_megapixels", Text(options.Bottlenecks.MaximumPixels / 1_000_000)),
        ("strict", Switch(options.Data.Strict)),
    ];

    private static string Switch(bool value) => value ? "on" : "off";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
