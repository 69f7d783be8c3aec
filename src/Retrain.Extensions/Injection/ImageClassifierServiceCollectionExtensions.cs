using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Retrain.Extensions;
using Retrain.Extensions.Injection;
using Retrain.Extensions.Models;
using Retrain.Extensions.Telemetry;
using Retrain.Runtime;

// The namespace is that of the method which the app has at hand.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers classifiers with an app's services.</summary>
public static class ImageClassifierServiceCollectionExtensions
{
    private const string LogCategory = "Retrain.Extensions.ClassifierService";

    /// <summary>Registers a <see cref="ClassifierService"/> with the model of a generated class.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="load">The <c>Load</c> of the class, for instance <c>FlowersModel.Load</c>.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageClassifier(
        this IServiceCollection services, Func<ImageClassifierOptions?, ImageClassifier> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return Add(services, null, setup => setup.FromModel(load));
    }

    /// <summary>Registers a <see cref="ClassifierService"/> with a model that a function loads.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="load">Loads the model; the service disposes of it.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageClassifier(this IServiceCollection services, Func<ImageClassifier> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return Add(services, null, setup => setup.FromModel(_ => load()));
    }

    /// <summary>Registers a <see cref="ClassifierService"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Says where the model comes from.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageClassifier(this IServiceCollection services, Action<ClassifierSetup> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, null, configure);
    }

    /// <summary>Registers one of several <see cref="ClassifierService"/>s, as a keyed service.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">The key, which is also the classifier's name in logs and metrics.</param>
    /// <param name="configure">Says where the model comes from.</param>
    /// <returns>The app's services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddImageClassifier(
        this IServiceCollection services, string name, Action<ClassifierSetup> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, configure);
    }

    /// <summary>Registers one of several <see cref="ClassifierService"/>s, as a keyed service, from the app's configuration.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">The key, which is also the classifier's name in logs and metrics.</param>
    /// <param name="section">The section that <see cref="ClassifierSetup.FromConfiguration"/> reads when the model is loaded.</param>
    /// <returns>The app's services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddImageClassifier(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, setup => setup.FromConfiguration(section));
    }

    private static IServiceCollection Add(IServiceCollection services, string? key, Action<ClassifierSetup> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = key ?? RegisteredClassifier.NameWithoutKey;
        services.AddOptions<ClassifierSetup>(name).Configure(configure);
        services.TryAddSingleton(provider => new ClassifierMetrics(provider.GetService<IMeterFactory>()));
        RegisteredClassifier classifier = new(key);
        ModelLoading.Add(services, provider => classifier.Of(provider));
        return key is null
            ? services.AddSingleton(provider => Create(provider, name))
            : services.AddKeyedSingleton(key, (provider, _) => Create(provider, name));
    }

    private static ClassifierService Create(IServiceProvider provider, string name)
    {
        ClassifierSetup setup = provider.GetRequiredService<IOptionsMonitor<ClassifierSetup>>().Get(name);
        ClassifierMetrics metrics = provider.GetRequiredService<ClassifierMetrics>();
        ILogger logger = provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance;
        return new ClassifierService(name, new CurrentModel(name, setup.Require(name), metrics, logger), metrics);
    }
}
