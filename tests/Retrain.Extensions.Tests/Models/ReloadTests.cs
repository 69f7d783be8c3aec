using System.Runtime.CompilerServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Models;

public sealed class ReloadTests : IDisposable
{
    private readonly ReloadingService app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClassifierService Service => app.Service;

    private TemporaryFolder Folder => app.Folder;

    private RecordedLog Log => app.Log;

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task UnderLoadNoRequestFailsAndNoneIsMixed()
    {
        const int Requests = 100_000;
        const int Models = 6;
        IReadOnlyList<Prediction>[] expected = [.. Enumerable.Range(0, Models).Select(number => new NumberedModel(number).Expected())];
        int[] answers = new int[Models];
        int mixed = 0;
        _ = Service;

        bool areOver = false; // the reloads
        int begun = 0;

        // Threads of their own: the pool's would all be busy, and none left that looks at the files.
        Task[] requests = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (Interlocked.Increment(ref begun) <= Requests || !Volatile.Read(ref areOver))
                {
                    IReadOnlyList<Prediction> predictions = Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb);
                    int number = predictions[0].Label[1] - '0';
                    Interlocked.Increment(ref answers[number]);
                    Interlocked.Add(ref mixed, predictions.SequenceEqual(expected[number]) ? 0 : 1);
                }
            },
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            for (int number = 1; number < Models; number++)
            {
                await Task.Delay(30, Token);
                new NumberedModel(number).WriteTo(Folder);
                await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == $"a{number}", Token);
            }
        }
        finally
        {
            Volatile.Write(ref areOver, true);
        }

        await Task.WhenAll(requests); // throws what any request throws

        mixed.ShouldBe(0);
        answers.Sum().ShouldBeGreaterThanOrEqualTo(Requests);
        answers[..^1].ShouldAllBe(count => count > 0);
    }

    [Fact]
    public async Task TheOldModelIsFreedWithItsLastUse()
    {
        (WeakReference released, ModelLease held) = Leases();

        new NumberedModel(1).WriteTo(Folder);
        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a1", Token);

        held.Classifier.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb)[0].Label.ShouldEndWith("0"); // as long as it is held
        ImageClassifier old = held.Classifier;
        held.Dispose();
        held.Dispose();
        Should.Throw<ObjectDisposedException>(() => old.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb));
        Should.Throw<ObjectDisposedException>(() => held.Classifier);
        old = null!;
        held = null!;
        await Eventually.ShouldBeTrueAsync(
            () =>
            {
                GC.Collect();
                return !released.IsAlive;
            },
            Token);
    }

    [Fact]
    public async Task ABrokenFileKeepsTheModelAndSaysSo()
    {
        _ = Service;
        Folder.Write("graph.pb", "no graph"u8);
        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb).ShouldBe(new NumberedModel(0).Expected());
        (_, string text, Exception? exception) = Log.Lines.Single(line => line.Level is LogLevel.Error);
        text.ShouldBe(
            "The files of the classifier 'default' were replaced and cannot be used; it goes on with the model that it has.");
        exception.ShouldBeOfType<RetrainException>().Diagnostic.Code.ShouldBe("RT2001");
        (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Degraded);

        new NumberedModel(2).WriteTo(Folder);
        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a2", Token);
        (await app.HealthAsync(Token)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task FilesOfTwoModelsAreNotTaken()
    {
        _ = Service;
        Folder.Write("labels.txt", "x\ny\nz\n"u8);
        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        Service.Model.Labels.ShouldBe(new NumberedModel(0).Labels);
        Log.Lines.Single(line => line.Level is LogLevel.Error).Exception.ShouldBeOfType<RetrainException>()
            .Diagnostic.Code.ShouldBe("RT2017");
    }

    [Fact]
    public async Task AMissingFileIsWaitedFor()
    {
        _ = Service;
        File.Delete(Folder.PathOf("graph.pb"));
        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        new NumberedModel(3).WriteTo(Folder);
        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a3", Token);
        await Eventually.ShouldBeTrueAsync(() => Log.Lines.Last().Level is LogLevel.Information, Token); // it is written afterwards
        Log.Lines.Last().Text.ShouldContain("has got another model, of 3 labels on backbone3, test accuracy ?, digest ");
    }

    [Fact]
    public async Task LinksThatAreTurnedToAnotherModelAreFollowed()
    {
        new NumberedModel(4).WriteTo(Folder, "first/");
        new NumberedModel(5).WriteTo(Folder, "second/");
        Link("first");
        Service.Model.Labels[0].ShouldBe("a4");

        Link("second");

        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a5", Token);
    }

    private void Link(string model)
    {
        foreach (string name in new[] { "graph.pb", "labels.txt", "graph.manifest.json" })
        {
            File.Delete(Folder.PathOf(name));
            File.CreateSymbolicLink(Folder.PathOf(name), Folder.PathOf($"{model}/{name}"));
        }
    }

    // A local variable of the test could keep the classifier alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Released, ModelLease Held) Leases()
    {
        using ModelLease lease = Service.Acquire();
        return (new WeakReference(lease.Classifier), Service.Acquire());
    }
}
