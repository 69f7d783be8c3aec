using Microsoft.Extensions.Hosting;

namespace Retrain.Extensions.Injection;

/// <summary>
/// Loads all models when the host starts: a model that cannot be used stops the start of the app, and not the first visitor's request.
/// </summary>
internal sealed class ModelLoading(IServiceProvider services, IEnumerable<RegisteredClassifier> classifiers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            foreach (RegisteredClassifier classifier in classifiers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                classifier.Of(services);
            }
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
