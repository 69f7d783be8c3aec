using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>--choose on the command line.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public async Task EveryCandidateAndTheChoiceAreEvents()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        string vit = ReferenceData.PathOf("reference/hf_models/vit_feature_extraction");

        ToolRun chosen = await ToolProcess.RunAsync(
            run.CacheDir, "--image_dir", run.ImageDir, "--architecture", $"efficientnet_lite0,{vit}", "--choose", "--json",
            "--output_labels", run.Labels, "--output_manifest", run.Manifest, "--summaries_dir", "", "--how_many_training_steps", "50",
            "--minimum_test_accuracy", "100", "--testing_percentage", "0", "--validation_percentage", "20");

        // Without test images no accuracy is good enough, so that nothing is written to the temporary folder that all tests share.
        JsonElement[] events =
            [.. chosen.ShouldFail(3, "RT1017").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement[] rows = [.. events.Where(line => line.GetProperty("event").ValueEquals("candidateMeasured"))];
        rows.Select(row => row.GetProperty("architecture").GetString()).ShouldBe(["efficientnet_lite0", vit]);
        rows.Select(row => row.GetProperty("computed").GetInt32()).ShouldBe([0, 48]);
        rows[0].TryGetProperty("imagesPerSecond", out _).ShouldBeFalse();
        rows[1].GetProperty("imagesPerSecond").GetDouble().ShouldBeGreaterThan(0);
        rows.ShouldAllBe(row => row.GetProperty("images").GetInt32() == 48 && row.GetProperty("multiplyAdds").GetInt64() > 1_000_000);
        JsonElement choice = events.Single(line => line.GetProperty("event").ValueEquals("backboneChosen"));
        choice.GetProperty("candidates").GetArrayLength().ShouldBe(2);
        rows.Select(row => row.GetProperty("name").GetString()).ShouldContain(choice.GetProperty("chosen").GetString());
    }
}
