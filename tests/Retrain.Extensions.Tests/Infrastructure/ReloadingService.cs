using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Infrastructure;

/// <summary>A service of model 0 in files, which are looked at fifty times a second.</summary>
internal sealed class ReloadingService : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly ServiceProvider services;

    public ReloadingService()
    {
        new NumberedModel(0).WriteTo(Folder);
        ServiceCollection collection = new();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log));
        collection.AddImageClassifier(
            setup => setup.FromFile(Folder.PathOf("graph.pb"), Folder.PathOf("labels.txt")).ReloadOnChange(Interval));
        collection.AddHealthChecks().Add(ClassifierHealth.Check());
        services = collection.BuildServiceProvider();
    }

    public TemporaryFolder Folder { get; } = new();

    public RecordedLog Log { get; } = new();

    /// <summary>The service, which is loaded when it is first asked for.</summary>
    public ClassifierService Service => services.GetRequiredService<ClassifierService>();

    public async Task<HealthStatus> HealthAsync(CancellationToken cancellationToken) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken)).Status;

    public void Dispose()
    {
        services.Dispose();
        Log.Dispose();
        Folder.Dispose();
    }
}
