using Retrain.Tool.Commands;
using Retrain.Training.Options;

namespace Retrain.Tool.Tests.Reports;

public sealed class OptionValueTests
{
    // What a report does not repeat, each with its reason.
    private static readonly Dictionary<string, string> NotReported = new()
    {
        ["--image_dir"] = "its last part is shown; where it lies differs from machine to machine",
        ["--output_graph"] = "where, not what",
        ["--output_onnx"] = "where, not what",
        ["--output_labels"] = "where, not what",
        ["--output_manifest"] = "where, not what",
        ["--report"] = "where, not what",
        ["--intermediate_output_graphs_dir"] = "where, not what",
        ["--intermediate_store_frequency"] = "changes nothing of the model",
        ["--print_misclassified_test_images"] = "changes nothing of the model",
        ["--bottleneck_dir"] = "where, not what",
        ["--model_dir"] = "where, not what",
        ["--shared_cache"] = "where, not what",
        ["--shared_cache_read_only"] = "where, not what",
        ["--summaries_dir"] = "where, not what",
        ["--choose"] = "the backbone that it chose is shown as --architecture",
        ["--threads"] = "changes nothing of the model",
        ["--verbosity"] = "changes nothing of the model",
        ["--json"] = "changes nothing of the model",
    };

    private static readonly RetrainOptions Defaults = new() { Data = new() { ImageDir = "photos" } };

    [Fact]
    public void AreAllFlagsThatDecideWhatARunGives()
    {
        string[] reported =
            [.. OptionValue.Of(Defaults).Select(option => option.Flag.Argument).Concat(NotReported.Keys).Order(StringComparer.Ordinal)];

        reported.ShouldBe(
            [.. new TrainCommand().Flags.Where(flag => !flag.Hidden).Select(flag => flag.Name).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void AreWrittenAsAShellReadsThem()
    {
        RetrainOptions options = Defaults with
        {
            Data = new() { ImageDir = "photos", Strict = true },
            Split = new() { Salt = "it's `new`" },
            Head = new() { LearningRate = 0.5f },
        };

        string[] arguments = [.. OptionValue.Of(options).Where(option => !option.IsDefault).Select(option => option.Argument)];

        arguments.ShouldBe(["--learning_rate 0.5", @"--split_salt 'it'\''s `new`'", "--strict"]);
    }
}
