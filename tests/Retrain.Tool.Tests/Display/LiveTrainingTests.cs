using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training;
using Retrain.Training.Calibration;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Reports;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Display;

public static class LiveTrainingTests
{
    private static readonly RetrainOptions Options = new()
    {
        Data = new DataOptions { ImageDir = "/home/ada/flower photos" },
        Head = new HeadOptions { HowManyTrainingSteps = 4000 },
        Output = new OutputOptions
        {
            Graph = "/home/ada/model/flowers.pb",
            Labels = "/home/ada/model/flowers.txt",
            Report = "/home/ada/model/report.html",
        },
    };

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(140)]
    public static void EndsWithALineAndACard(int columns)
    {
        FakeTerminal fake = new(columns);

        Train(fake, Options);

        fake.Screen.Where(line => !line.Contains('/', StringComparison.Ordinal)).ShouldAllBe(line => line.Length < columns);
        Snapshot.Match(string.Join('\n', fake.Screen), $"card_{columns}");
    }

    [Fact]
    public static void IsTheSameUnderACommaCulture()
    {
        FakeTerminal fake = new(80);
        CultureInfo usual = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Train(fake, Options);
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }

        Snapshot.Match(string.Join('\n', fake.Screen), "card_80");
    }

    [Fact]
    public static void IsAsciiWhereTheTerminalHasNoBlocksAndColourlessWhereThatIsAsked()
    {
        FakeTerminal fake = new(80, hasBlocks: false, hasColors: false);

        Train(fake, Options);

        fake.Written.ShouldAllBe(character => char.IsAscii(character));
        fake.Written.ShouldNotContain("\e[38");
    }

    [Fact]
    public static void NamesNoModelThatLabelImageFindsAlone()
    {
        FakeTerminal fake = new(80);

        Train(fake, Options with { Output = new OutputOptions() });

        string command = fake.Screen.Single(line => line.Contains("label_image", StringComparison.Ordinal));
        command.ShouldNotContain("--graph");
        string.Join(' ', fake.Screen.Select(line => line.Trim())).ShouldContain("run the same command with --report report.html");
        fake.Screen.ShouldContain(line => line.Contains("dotnet retrain check", StringComparison.Ordinal));
    }

    [Fact]
    public static void ProposesNoCheckThatTheReportHas()
    {
        FakeTerminal fake = new(80);

        Train(fake, Options);

        fake.Screen.ShouldContain("  Data problems  7 found, which the report shows");
        fake.Screen.ShouldNotContain(line => line.Contains("dotnet retrain check", StringComparison.Ordinal));
    }

    [Fact]
    public static void SaysATie()
    {
        FakeTerminal fake = new(140);

        Train(fake, Options, swapped: 5);

        fake.Screen.ShouldContain("  Most confused  'daisy' was taken for 'roses' 5 of 45 times, and 1 other pair as often");
    }

    [Fact]
    public static void MakesRoomForOtherLines()
    {
        FakeTerminal fake = new(80);
        LiveTraining live = new(fake.Terminal, Options);
        live.Show(Step(0));
        live.Clear();
        fake.Terminal.DrawLine("a warning");
        live.Show(Step(3999));
        live.Clear();

        fake.Screen.Length.ShouldBe(3);
        fake.Screen[0].ShouldBe("a warning");
        fake.Screen[1].ShouldStartWith("Step 4000/4000  train");
        fake.Screen[2].ShouldBeEmpty();
    }

    [Fact]
    public static void LeavesItsEventsToOthersWhereTheTrainingFailedLate()
    {
        LiveTraining live = new(new FakeTerminal(80).Terminal, Options);
        TestFinished test = new(new Accuracy(1, 2), 0.7);
        live.Show(test).ShouldBeTrue();

        live.End().ShouldBe([test]);
    }

    [Fact]
    public static void LeavesTheEventsOfOtherPhasesToOthers() =>
        new LiveTraining(new FakeTerminal(80).Terminal, Options).Show(new MisclassifiedImagesFound()).ShouldBeFalse();

    [Theory]
    [InlineData(18, "Step   11/4000")]
    [InlineData(30, "Step   11/4000  ▁█")]
    [InlineData(34, "Step   11/4000  validation  80.0%")]
    [InlineData(40, "Step   11/4000  validation  80.0%  ▁█")]
    [InlineData(60, "Step   11/4000  train  90.0%  validation  80.0%  ▁█")]
    [InlineData(80, "Step   11/4000  train  90.0%  validation  80.0%  cross entropy 0.250  ▁█")]
    public static void SaysLessWhereThereIsLessRoom(int columns, string expected)
    {
        FakeTerminal fake = new(columns);
        TrainingLine line = new(4000);
        line.Add(Step(0, validation: 10));
        StepEvaluated last = Step(10, validation: 80);
        line.Add(last);

        (string text, string curve) = line.Of(last, fake.Columns - 1, hasBlocks: true);

        (text + curve).ShouldBe(expected);
    }

    [Fact]
    public static void SaysNoValidationAccuracyWithoutValidationImages()
    {
        TrainingLine line = new(20);
        StepEvaluated step = new(9, new Accuracy(9, 10), double.PositiveInfinity, new HeadEvaluation(new Accuracy(0, 0), 0));
        line.Add(step);

        line.Of(step, 79, hasBlocks: true).Text.ShouldBe("Step 10/20  train  90.0%  cross entropy Infinity");
    }

    private static void Train(FakeTerminal fake, RetrainOptions options, int swapped = 3)
    {
        LiveTraining live = new(fake.Terminal, options);
        for (int step = 0; step < 4000; step += 10)
        {
            live.Show(Step(step, validation: 20 + (step / 60)));
        }

        live.Show(Step(3999, validation: 96));
        ErrorPromise promise = new(5, 5, 0.805f, 908, 0);
        live.Show(new HeadCalibrated(new HeadCalibration(104, 1.1, promise)));
        Category daisy = new("daisy", 0, "/home/ada/flower photos/daisy", [new ImageFile("/home/ada/flower photos/daisy/1.jpg", "1.jpg")]);
        Category roses = new("roses", 1, "/home/ada/flower photos/roses", [new ImageFile("/home/ada/flower photos/roses/2.jpg", "2.jpg")]);
        TestedImage[] tested =
        [
            .. Enumerable.Repeat(new TestedImage(daisy.Images[0], 0, "daisy", [0.9f, 0.1f]), 40),
            .. Enumerable.Repeat(new TestedImage(daisy.Images[0], 1, "roses", [0.4f, 0.6f]), swapped),
            .. Enumerable.Repeat(new TestedImage(roses.Images[0], 0, "daisy", [0.8f, 0.2f]), 5),
            .. Enumerable.Repeat(new TestedImage(roses.Images[0], 1, "roses", [0.1f, 0.9f]), 44),
        ];
        Accuracy accuracy = new(84, 92);
        live.Show(new TestFinished(accuracy, 0.3));
        live.Show(new OutputsWritten(options.Output.Graph, null, options.Output.Labels, options.Output.Manifest));
        if (options.Output.Report is string report)
        {
            live.Show(new ReportChecked(92, 7, TimeSpan.FromSeconds(1))).ShouldBeFalse();
            live.Show(new ReportWritten(report));
        }

        ImageSet images = new(options.Data.ImageDir, false, [daisy, roses]);
        live.Finish(new RetrainResult(["daisy", "roses"], images, 0, accuracy, tested, true)
        {
            ImageCount = tested.Length,
            Written = new Dictionary<string, Digest>(),
        });
        live.End().ShouldBeEmpty();
    }

    private static StepEvaluated Step(int step, int validation = 50) =>
        new(step, new Accuracy(90, 100), 0.25, new HeadEvaluation(new Accuracy(validation, 100), 0.3));
}
