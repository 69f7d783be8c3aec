using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class WrongCommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("RT4001", "unknown flag '--imgae_dir'; did you mean '--image_dir'", "--imgae_dir", "photos")]
    [InlineData("RT4001", "unknown flag '--how_many_steps'; did you mean '--how_many_training_steps'", "--how_many_steps=5", "--image_dir",
        "x")]
    [InlineData("RT4001", "unknown flag '--learning_rat'; did you mean '--learning_rate'", "--learning_rat", "-.5", "--image_dir", "x")]
    [InlineData("RT4001", "unknown flag '--test_batch'; did you mean '--test_batch_size'", "--image_dir", "x", "--test_batch", "-1")]
    [InlineData("RT4002", "unexpected argument '-1'", "--image_dir", "x", "--flip_left_right", "-1")]
    [InlineData("RT4002", "unexpected argument 'photos'", "photos", "--image_dir", "x")]
    [InlineData("RT4002", "unexpected argument 'photos'", "check", "--image_dir", "x", "photos")]
    [InlineData("RT4002", "unexpected argument 'photos'", "evaluate", "photos", "--image_dir", "x")]
    [InlineData("RT4002", "unexpected argument 'more'", "photos", "more")]
    [InlineData("RT4002", "unexpected argument 'photos'", "photos", "check")]
    [InlineData("RT4046", "there is no command and no folder 'lable_image'; did you mean the command 'label_image'?", "lable_image",
        "--image", "x.jpg")]
    [InlineData("RT4046", "there is no command 'cache png'; did you mean 'cache ping'?", "cache", "png")]
    [InlineData("RT4046", "there is no command 'cache png'; did you mean 'cache ping'?", "help", "cache", "png")]
    [InlineData("RT4049", "of 'cache push'; it is a flag of training, ", "cache", "push", "--shared_cache_read_only")]
    [InlineData("RT4046", "did you mean the command 'check'?", "chekc", "photos")]
    [InlineData("RT4046", "did you mean the command 'check'?", "help", "chek")]
    [InlineData("RT4046", "did you mean the command 'check'?", "chek", "--help")]
    [InlineData("RT4004", "--baseline_graph is missing", "evaluate", "photos", "--fail_if_worse")]
    [InlineData("RT4004", "--baseline_graph is missing", "evaluate", "photos", "--baseline_labels", "x")]
    [InlineData("RT4049", "unknown flag '--report' of 'check'; it is a flag of training; --help lists those of 'check'", "check",
        "--report", "x")]
    [InlineData("RT4049", "unknown flag '--top_k' of training; it is a flag of 'label_image'", "photos", "--top_k", "3")]
    [InlineData("RT4001", "unknown flag '--rotate'; --help lists all flags.", "check", "--rotate", "x")]
    [InlineData("RT4047", "--seed is given 3 times, as '1', '2' and '3'; keep one of them.", "--seed=1", "--seed", "2", "--image_dir", "x",
        "--seed", "3")]
    [InlineData("RT4047", "--json is given twice; once is enough.", "check", "x", "--json", "--json")]
    [InlineData("RT4047", "--graph is given twice, as 'a.pb' and 'b.pb'", "label_image", "x.jpg", "--graph", "a.pb", "--graph", "b.pb")]
    [InlineData("RT1001", "does not exist", "train", "photos")]
    [InlineData("RT4004", "--image_dir is missing", "train", "--seed", "7")]
    [InlineData("RT4003", "'' is not a valid value for folder; use a text that is not empty", "")]
    [InlineData("RT4003", "'many' is not a valid value for --train_batch_size; use a whole number from 1 to 1000000, or -1 for all images",
        "--train_batch_size", "many", "--image_dir", "x")]
    [InlineData("RT4003", "'0' is not a valid value for --train_batch_size", "--train_batch_size", "0", "--image_dir", "x")]
    [InlineData("RT4003", "'0,1' is not a valid value for --learning_rate; use a number above 0", "--learning_rate", "0,1", "--image_dir",
        "x")]
    [InlineData("RT4003", "'-1' is not a valid value for --random_brightness", "--random_brightness", "-1", "--image_dir", "x")]
    [InlineData("RT4003", "'loud' is not a valid value for --verbosity; use quiet, normal or detailed", "--verbosity", "loud",
        "--image_dir", "x")]
    [InlineData("RT4003", "'101' is not a valid value for --random_crop; use a whole number from 0 to 100", "--random_crop", "101",
        "--image_dir", "x")]
    [InlineData("RT4003", "'500' is not a valid value for --random_scale; use a whole number from 0 to 100", "--random_scale", "500",
        "--image_dir", "x")]
    [InlineData("RT4003", "'1e-45' is not a valid value for --input_std; use a number from 0.000001 to 1000000", "label_image",
        "--input_std", "1e-45", "--image", "x")]
    [InlineData("RT4003", "'0' is not a valid value for --input_std", "label_image", "--input_std", "0", "--image", "x")]
    [InlineData("RT4003", "'NaN' is not a valid value for --input_std", "label_image", "--input_std", "NaN", "--image", "x")]
    [InlineData("RT4003", "'NaN' is not a valid value for --input_mean; use a number from -1000000 to 1000000", "label_image",
        "--input_mean", "NaN", "--image", "x")]
    [InlineData("RT4003", "'Infinity' is not a valid value for --input_mean", "label_image", "--input_mean", "Infinity", "--image", "x")]
    [InlineData("RT4001", "unknown flag '--inputz'; did you mean '--input_size'?", "--inputz", "x", "--image_dir", "x")]
    [InlineData("RT4003", "'' is not a valid value for --image_dir; use a text that is not empty", "--image_dir=", "--flip_left_right")]
    [InlineData("RT4003", "'' is not a valid value for --flip_left_right; use true or false", "--image_dir=x", "--flip-left-right=")]
    [InlineData("RT4003", "'yes' is not a valid value for --strict; use true or false", "check", "--image_dir=x", "--strict=yes")]
    [InlineData("RT4003", "'' is not a valid value for --image; use a text that is not empty", "label_image", "--image=", "--json")]
    [InlineData("RT4003", "'' is not a valid value for graph; use a text that is not empty", "inspect", "")]
    [InlineData("RT4003", "'' is not a valid value for project; use a text that is not empty", "init", "")]
    [InlineData("RT4003", "'1000' is not a valid value for --max_megapixels; use a whole number from 1 to 536", "--max_megapixels", "1000",
        "--image_dir", "x")]
    [InlineData("RT4016", "--minimum_test_accuracy 0.8 is less than one percent; write 80 if that is the percentage you mean",
        "--minimum_test_accuracy", "0.8", "--image_dir", "x")]
    [InlineData("RT4016", "--minimum_test_accuracy 0.925 is less than one percent; write 92.5 if that", "evaluate",
        "--minimum_test_accuracy", "0.925", "--image_dir", "x")]
    [InlineData("RT4004", "--image_dir is missing", "--how_many_training_steps", "5")]
    [InlineData("RT4005", "leave nothing to train on", "--testing_percentage", "50", "--validation_percentage", "50", "--image_dir", "x")]
    [InlineData("RT4010", "--help shows how", "--image_dir")]
    public async Task SayWhatIsWrongAndWhatIsRight(string code, string message, params string[] arguments)
    {
        ToolRun run = await ToolCall.RunAsync(folder.PathOf("cache"), arguments);

        run.ShouldFail(2, code).Error.ShouldContain(message);
        run.Error.TrimEnd().Split('\n').Length.ShouldBe(1);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnknownArchitectureNamesTheKnownOnes()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--architecture", "inception_v9")).ShouldFail(2, "RT4006").Error.ShouldContain("efficientnet_lite0");
    }

    [Fact]
    public async Task AnOutputThatIsAFolderFailsBeforeTheWork()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        Directory.CreateDirectory(run.Graph);

        ToolRun trained = await run.TrainAsync();

        trained.ShouldFail(1, "RT4007");
        trained.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task TwoOutputsCannotBeOneFile()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--output_manifest", run.Labels)).ShouldFail(2, "RT4008");
    }

    [Fact]
    public async Task AFinalTensorNameThatIsTakenFailsBeforeTheWork()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await run.TrainAsync("--final_tensor_name", "bottleneck");

        trained.ShouldFail(2, "RT4011");
        trained.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, "RT1001", "missing", "--image_dir")]
    [InlineData(2, "RT1001", "missing")]
    [InlineData(1, "RT1002", "empty", "--image_dir")]
    [InlineData(1, "RT1002", "empty")]
    public async Task WrongImageFoldersAreNamed(int exitCode, string code, string name, params string[] flag)
    {
        Directory.CreateDirectory(folder.PathOf("empty"));

        (await ToolCall.RunAsync(
            folder.PathOf("cache"), [.. flag, folder.PathOf(name), "--output_graph", folder.PathOf("g.pb"), "--output_labels",
            folder.PathOf("l.txt")]))
            .ShouldFail(exitCode, code).Error.ShouldStartWith($"{folder.PathOf(name)} : error ");
    }
}
