using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Injection;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServiceCollection collection = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTheLoadOfAGeneratedClass()
    {
        collection.AddImageClassifier(FlowersModel.Load);
        using ServiceProvider services = collection.BuildServiceProvider();

        ClassifierService service = services.GetRequiredService<ClassifierService>();

        service.ShouldBeSameAs(services.GetRequiredService<ClassifierService>());
        service.Name.ShouldBe("default");
        service.Model.Labels.ShouldBe(["a7", "b7", "c7"]);
    }

    [Fact]
    public async Task EveryWayInGivesTheBitsOfTheClassifier()
    {
        byte[] photo = DrawnPhotos.Draw(category: 1, seed: 2);
        string path = folder.Write("photo.jpg", photo).PathOf("photo.jpg");
        using MemoryStream first = new(photo);
        using MemoryStream second = new(photo);
        using ImageClassifier classifier = FlowersModel.Load();
        IReadOnlyList<Prediction> expected = classifier.Classify(photo);
        collection.AddImageClassifier(() => FlowersModel.Load());
        await using ServiceProvider services = collection.BuildServiceProvider();
        ClassifierService service = services.GetRequiredService<ClassifierService>();

        service.Classify(path).ShouldBe(expected);
        service.Classify(first).ShouldBe(expected);
        service.Classify(photo).ShouldBe(expected);
        (await service.ClassifyAsync(path, Token)).ShouldBe(expected);
        (await service.ClassifyAsync(second, Token)).ShouldBe(expected);
        (await service.ClassifyAsync(photo, Token)).ShouldBe(expected);
        (await service.ClassifyManyAsync([path, path], Token).ToListAsync(Token))
            .ShouldAllBe(result => result.Predictions!.SequenceEqual(expected));
        service.WaitingImages.ShouldBe(0);
    }

    [Fact]
    public void NamedClassifiersAreKeyedServicesWithTheirOwnOptions()
    {
        new NumberedModel(1).WriteTo(folder);
        Dictionary<string, string?> settings = new()
        {
            ["Signs:Graph"] = folder.PathOf("graph.pb"),
            ["Signs:Labels"] = folder.PathOf("labels.txt"),
            ["Signs:ConfidenceThreshold"] = "0.25",
        };
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        collection.AddImageClassifier("flowers", setup => setup.FromModel(FlowersModel.Load));
        collection.AddImageClassifier("signs", configuration.GetSection("Signs"));
        using ServiceProvider services = collection.BuildServiceProvider();

        ClassifierService flowers = services.GetRequiredKeyedService<ClassifierService>("flowers");
        ClassifierService signs = services.GetRequiredKeyedService<ClassifierService>("signs");

        (flowers.Name, signs.Name).ShouldBe(("flowers", "signs"));
        flowers.Model.Labels[0].ShouldBe("a7");
        signs.Model.BackboneName.ShouldBe("backbone1");
        using ModelLease lease = signs.Acquire();
        lease.Classifier.ConfidenceThreshold.ShouldBe(0.25f);
        services.GetService<ClassifierService>().ShouldBeNull();
    }

    [Fact]
    public void TheContainerFreesTheModel()
    {
        collection.AddImageClassifier(FlowersModel.Load);
        ServiceProvider services = collection.BuildServiceProvider();
        ClassifierService service = services.GetRequiredService<ClassifierService>();
        using ModelLease lease = service.Acquire();
        ImageClassifier classifier = lease.Classifier;

        services.Dispose();

        Should.Throw<ObjectDisposedException>(() => service.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb)).ObjectName
            .ShouldBe(typeof(ClassifierService).FullName);
        Should.Throw<ObjectDisposedException>(() => service.Model);
        classifier.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb).ShouldNotBeEmpty(); // the lease holds on to it
        lease.Dispose();
        Should.Throw<ObjectDisposedException>(() => classifier.Classify(NumberedModel.Pixel, 1, 1, 3, PixelFormat.Rgb));
    }

    [Fact]
    public async Task AHostLoadsModelsWhenItStarts()
    {
        using RecordedLog log = new();
        int loaded = 0;
        using IHost host = HostWith(log, () =>
        {
            loaded++;
            return FlowersModel.Load();
        });

        await host.StartAsync(Token);

        loaded.ShouldBe(1);
        log.Lines.Select(line => line.Text).ShouldContain(
            "The classifier 'default' has a model of 3 labels on ?, test accuracy ?, digest ?.");
        (await HealthOf(host)).Status.ShouldBe(HealthStatus.Healthy);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task AHostWhoseModelCannotBeUsedDoesNotStart()
    {
        using RecordedLog log = new();
        using IHost host = HostWith(log, () => ImageClassifier.Load(folder.PathOf("gone.pb"), folder.PathOf("gone.txt")));

        (await Should.ThrowAsync<RetrainException>(() => host.StartAsync(Token))).Diagnostic.Code.ShouldBe("RT2016");
        HealthReport report = await HealthOf(host);

        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Entries["classifier"].Exception.ShouldBeOfType<RetrainException>();
    }

    private static Task<HealthReport> HealthOf(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private static IHost HostWith(RecordedLog log, Func<ImageClassifier> load) => new HostBuilder()
        .ConfigureLogging(logging => logging.ClearProviders().AddProvider(log))
        .ConfigureServices(services => services.AddImageClassifier(load).AddHealthChecks().Add(ClassifierHealth.Check()))
        .Build();

    /// <summary>The form of a generated class.</summary>
    private static class FlowersModel
    {
        public static ImageClassifier Load(ImageClassifierOptions? options = null) => new NumberedModel(7).Load(options);
    }
}
