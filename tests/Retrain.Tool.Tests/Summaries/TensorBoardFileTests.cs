using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Tool.Tests.Summaries;

public sealed class TensorBoardFileTests
{
    private const int SimpleValue = 2;
    private const int Image = 4;
    private const int Histogram = 5;
    private const int Text = 8;

    /// <summary>Of the public run of retrain.py that the reference data hold.</summary>
    private static readonly (string Tag, int Kind)[] Tags =
    [
        ("final_training_ops/weights/summaries/mean", SimpleValue), ("final_training_ops/weights/summaries/stddev_1", SimpleValue),
        ("final_training_ops/weights/summaries/max", SimpleValue), ("final_training_ops/weights/summaries/min", SimpleValue),
        ("final_training_ops/weights/summaries/histogram", Histogram),
        ("final_training_ops/biases/summaries/mean", SimpleValue), ("final_training_ops/biases/summaries/stddev_1", SimpleValue),
        ("final_training_ops/biases/summaries/max", SimpleValue), ("final_training_ops/biases/summaries/min", SimpleValue),
        ("final_training_ops/biases/summaries/histogram", Histogram),
        ("final_training_ops/Wx_plus_b/pre_activations", Histogram), ("activations", Histogram),
        ("cross_entropy_1", SimpleValue), ("accuracy_1", SimpleValue),
    ];

    [Fact]
    public async Task HaveRetrainPysTags()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await run.TrainAsync("--eval_step_interval", "20");

        trained.ShouldSucceed().Output.ShouldContain($"tensorboard --logdir {run.SummariesDir}");
        List<byte[]> train = EventRecords.Read(EventFile(run, "train"));
        List<byte[]> validation = EventRecords.Read(EventFile(run, "validation"));
        (int, string, int)[] expected = [.. new[] { 0, 20, 40, 49 }.SelectMany(step => Tags.Select(tag => (step, tag.Tag, tag.Kind)))];
        Summaries(train.Skip(2)).ShouldBe(expected);
        Summaries(validation.Skip(1).SkipLast(1)).ShouldBe(expected);
        foreach (byte[] first in new[] { train[0], validation[0] })
        {
            Encoding.UTF8.GetString((byte[])EventRecords.Fields(first)[3].Single()).ShouldBe("brain.Event:2");
        }
    }

    [Fact]
    public async Task HaveTheGraphWithoutItsWeights()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();

        byte[] graph = (byte[])EventRecords.Fields(EventRecords.Read(EventFile(run, "train"))[1])[4].Single();

        string[] nodes =
        [
            .. EventRecords.Fields(graph)[1].Cast<byte[]>()
                .Select(node => Encoding.UTF8.GetString((byte[])EventRecords.Fields(node)[1].Single())),
        ];
        nodes.ShouldContain("DecodeJpeg/contents");
        nodes.ShouldContain("final_training_ops/weights/final_weights");
        nodes.ShouldContain("final_result");
        graph.Length.ShouldBeLessThan(200_000);
    }

    [Fact]
    public async Task EndWithTheConfusionMatrix()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        ToolRun trained = (await run.TrainAsync("--testing_percentage", "40")).ShouldSucceed();

        Dictionary<string, (int Kind, byte[] Value)> last = EventRecords.Summaries(EventRecords.Read(EventFile(run, "validation"))[^1])
            .ToDictionary(summary => summary.Tag, summary => (summary.Kind, summary.Value));

        (int imageKind, byte[] image) = last["test/confusion_matrix"];
        imageKind.ShouldBe(Image);
        using SKBitmap picture = SKBitmap.Decode((byte[])EventRecords.Fields(image)[4].Single());
        picture.Width.ShouldBe(picture.Height);
        ((ulong)EventRecords.Fields(image)[1].Single()).ShouldBe((ulong)picture.Height);
        (int textKind, byte[] text) = last["test/confusion_matrix_table"];
        textKind.ShouldBe(Text);
        string[] rows = Encoding.UTF8.GetString((byte[])EventRecords.Fields(text)[8].Single()).TrimEnd().Split('\n');
        rows[0].ShouldBe(@"| label \ predicted | circles | squares |");
        int tested = rows[2..].Sum(row => row.Split('|')[2..4].Sum(int.Parse));
        trained.Output.ShouldContain($"(N={tested})");
    }

    [Fact]
    public async Task ReplaceThoseOfTheRunBeforeAndNoOthers()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        string notes = Path.Combine(run.SummariesDir, "train", "notes.txt");
        string foreign = Path.Combine(run.SummariesDir, "train", "events.out.tfevents.1500000000.other");
        Directory.CreateDirectory(Path.GetDirectoryName(notes)!);
        await File.WriteAllTextAsync(notes, "mine", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(foreign, "another program's", TestContext.Current.CancellationToken);
        // The files are named after second and process.
        (await run.TrainInAProcessAsync()).ShouldSucceed();
        string former = EventFile(run, "train");

        (await run.TrainInAProcessAsync()).ShouldSucceed();

        File.Exists(notes).ShouldBeTrue();
        File.Exists(foreign).ShouldBeTrue();
        EventFile(run, "train").ShouldNotBe(former);
    }

    [Fact]
    public async Task AreWrittenNowhereWhereNobodyWantsThem()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--summaries_dir", "")).ShouldSucceed().Output.ShouldNotContain("tensorboard");

        Directory.Exists(run.SummariesDir).ShouldBeFalse();
    }

    [Fact]
    public async Task ThatCannotBeWrittenFailTheRunBeforeTheWork()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        await File.WriteAllTextAsync(run.SummariesDir, "a file", TestContext.Current.CancellationToken);

        (await run.TrainAsync()).ShouldFail(1, "RT4007").Output.ShouldNotContain("Bottlenecks");
    }

    private static string EventFile(TrainingRun run, string split) =>
        Directory.EnumerateFiles(Path.Combine(run.SummariesDir, split), "*.tfevents.*.dotnet-retrain").ShouldHaveSingleItem();

    private static IEnumerable<(int Step, string Tag, int Kind)> Summaries(IEnumerable<byte[]> records) => records.SelectMany(record =>
    {
        int step = (int)(ulong)(EventRecords.Fields(record)[2].SingleOrDefault() ?? 0ul);
        return EventRecords.Summaries(record).Select(summary => (step, summary.Tag, summary.Kind));
    });
}
