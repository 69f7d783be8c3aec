using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Retrain.Extensions.Injection;

/// <summary>
/// Loads all models when the host starts: a model that cannot be used stops the start of the app, and not the first visitor's request.
/// </summary>
internal sealed class ModelLoading(IServiceProvider services, IEnumerable<RegisteredModel> models) : IHostedService
{
    /// <summary>Adds a model to those that are loaded.</summary>
    public static void Add(IServiceCollection services, Action<IServiceProvider> load)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelLoading>(
            provider => new ModelLoading(provider, provider.GetServices<RegisteredModel>())));
        services.AddSingleton(new RegisteredModel(load));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            foreach (RegisteredModel model in models)
            {
                cancellationToken.ThrowIfCancellationRequested();
                model.Load(services);
            }
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
