using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Models;

/// <summary>Files that are replaced one by one, or cannot be read for a while.</summary>
public sealed class PartlyReplacedFilesTests : IDisposable
{
    private readonly ReloadingService app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClassifierService Service => app.Service;

    private TemporaryFolder Folder => app.Folder;

    private RecordedLog Log => app.Log;

    public void Dispose() => app.Dispose();

    /// <summary>A virus scanner, a copy that still holds the file or missing rights: the end of it does not show in the files.</summary>
    [Fact]
    public async Task AFileThatCannotBeReadForAWhileIsTriedAgain()
    {
        _ = Service;
        new NumberedModel(1).WriteTo(Folder, "next/");
        string graph = Folder.PathOf("next/graph.pb");
        using (FileStream held = new(graph, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            foreach (string name in new[] { "graph.pb", "labels.txt", "graph.manifest.json" })
            {
                File.Move(Folder.PathOf($"next/{name}"), Folder.PathOf(name), overwrite: true);
            }

            await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(IsTriedAgain), Token);
            Service.Model.Labels[0].ShouldBe("a0");
            (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Degraded);
            Log.Lines.Count(line => line.Level is LogLevel.Error).ShouldBe(1); // it is not said again and again
        }

        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a1", Token);
        (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task ABrokenFileIsNotTriedAgain()
    {
        _ = Service;
        Folder.Write("graph.pb", "no graph"u8);
        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        await Task.Delay(10 * ReloadingService.Interval, Token);

        Log.Lines.ShouldNotContain(line => IsTriedAgain(line));
    }

    /// <summary>Without a manifest, as many labels are no proof that they are those of the graph.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneFileAloneIsNotTakenWithoutItsManifest(bool isGraphFirst)
    {
        File.Delete(Folder.PathOf("graph.manifest.json"));
        _ = Service;
        NumberedModel next = new(1);
        if (isGraphFirst)
        {
            next.WriteGraphTo(Folder);
        }
        else
        {
            next.WriteLabelsTo(Folder);
        }

        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(line => line.Level is LogLevel.Error), Token);
        RetrainException refusal = Log.Lines.Single(line => line.Level is LogLevel.Error).Exception.ShouldBeOfType<RetrainException>();
        refusal.Diagnostic.Code.ShouldBe("RT4139");
        refusal.Diagnostic.Origin.ShouldBe(Folder.PathOf(isGraphFirst ? "graph.pb" : "labels.txt"));
        Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb).ShouldBe(new NumberedModel(0).Expected());
        (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Degraded);

        if (isGraphFirst)
        {
            next.WriteLabelsTo(Folder);
        }
        else
        {
            next.WriteGraphTo(Folder);
        }

        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a1", Token);
        Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb).ShouldBe(next.Expected());
        (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Healthy);
    }

    private static bool IsTriedAgain((LogLevel Level, string Text, Exception? Exception) line) =>
        line.Text.Contains("were tried again", StringComparison.Ordinal);
}
