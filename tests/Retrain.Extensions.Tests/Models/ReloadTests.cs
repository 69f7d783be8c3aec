using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Models;

public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();
    private readonly ServiceProvider services;

    public ReloadTests()
    {
        new NumberedModel(0).WriteTo(folder);
        ServiceCollection collection = new();
        collection.AddLogging(logging => logging.AddProvider(log));
        collection.AddImageClassifier(
            setup => setup.FromFile(folder.PathOf("graph.pb"), folder.PathOf("labels.txt")).ReloadOnChange(Interval));
        collection.AddHealthChecks().Add(ClassifierHealth.Check());
        services = collection.BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClassifierService Service => services.GetRequiredService<ClassifierService>();

    public void Dispose()
    {
        services.Dispose();
        log.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task UnderLoadNoRequestFailsAndNoneIsMixed()
    {
        const int Requests = 100_000;
        const int Models = 6;
        IReadOnlyList<Prediction>[] expected = [.. Enumerable.Range(0, Models).Select(number => new NumberedModel(number).Expected())];
        int[] answers = new int[Models];
        int mixed = 0;
        _ = Service;

        ParallelOptions options = new() { MaxDegreeOfParallelism = 4, CancellationToken = Token };
        Task requests = Parallel.ForAsync(0, Requests, options, async (request, _) =>
        {
            if (request % 100 == 0)
            {
                await Task.Yield(); // or the pool has no thread for the reload
            }

            IReadOnlyList<Prediction> predictions = Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb);
            int number = predictions[0].Label[1] - '0';
            Interlocked.Increment(ref answers[number]);
            Interlocked.Add(ref mixed, predictions.SequenceEqual(expected[number]) ? 0 : 1);
        });
        for (int number = 1; number < Models; number++)
        {
            await Task.Delay(30, Token);
            new NumberedModel(number).WriteTo(folder);
            await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == $"a{number}", Token);
        }

        await requests; // throws what any request throws

        mixed.ShouldBe(0);
        answers.Sum().ShouldBe(Requests);
        answers.Count(count => count > 0).ShouldBeGreaterThan(1, "all requests were over before the first reload");
    }

    [Fact]
    public async Task TheOldModelIsFreedWithItsLastUse()
    {
        (WeakReference released, ModelLease held) = Leases();

        new NumberedModel(1).WriteTo(folder);
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
        folder.Write("graph.pb", "no graph"u8);
        await Eventually.ShouldBeTrueAsync(() => log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        Service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb).ShouldBe(new NumberedModel(0).Expected());
        (_, string text, Exception? exception) = log.Lines.Single(line => line.Level is LogLevel.Error);
        text.ShouldBe(
            "The files of the classifier 'default' were replaced and cannot be used; it goes on with the model that it has.");
        exception.ShouldBeOfType<RetrainException>().Diagnostic.Code.ShouldBe("RT2001");
        (await HealthAsync()).ShouldBe(HealthStatus.Degraded);

        new NumberedModel(2).WriteTo(folder);
        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a2", Token);
        (await HealthAsync()).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task FilesOfTwoModelsAreNotTaken()
    {
        _ = Service;
        folder.Write("labels.txt", "x\ny\nz\n"u8);
        await Eventually.ShouldBeTrueAsync(() => log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        Service.Model.Labels.ShouldBe(new NumberedModel(0).Labels);
        log.Lines.Single(line => line.Level is LogLevel.Error).Exception.ShouldBeOfType<RetrainException>()
            .Diagnostic.Code.ShouldBe("RT2017");
    }

    [Fact]
    public async Task AMissingFileIsWaitedFor()
    {
        _ = Service;
        File.Delete(folder.PathOf("graph.pb"));
        await Eventually.ShouldBeTrueAsync(() => log.Lines.Any(line => line.Level is LogLevel.Error), Token);

        new NumberedModel(3).WriteTo(folder);
        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a3", Token);
        await Eventually.ShouldBeTrueAsync(() => log.Lines.Last().Level is LogLevel.Information, Token); // it is written afterwards
        log.Lines.Last().Text.ShouldContain("has got another model, of 3 labels on backbone3, test accuracy ?, digest ");
    }

    [Fact]
    public async Task LinksThatAreTurnedToAnotherModelAreFollowed()
    {
        new NumberedModel(4).WriteTo(folder, "first/");
        new NumberedModel(5).WriteTo(folder, "second/");
        Link("first");
        Service.Model.Labels[0].ShouldBe("a4");

        Link("second");

        await Eventually.ShouldBeTrueAsync(() => Service.Model.Labels[0] == "a5", Token);
    }

    private void Link(string model)
    {
        foreach (string name in new[] { "graph.pb", "labels.txt", "graph.manifest.json" })
        {
            File.Delete(folder.PathOf(name));
            File.CreateSymbolicLink(folder.PathOf(name), folder.PathOf($"{model}/{name}"));
        }
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Status;

    // A local variable of the test could keep the classifier alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Released, ModelLease Held) Leases()
    {
        using ModelLease lease = Service.Acquire();
        return (new WeakReference(lease.Classifier), Service.Acquire());
    }
}
