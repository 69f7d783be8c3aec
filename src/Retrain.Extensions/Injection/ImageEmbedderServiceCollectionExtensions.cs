using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Retrain.Extensions;
using Retrain.Extensions.Injection;
using Retrain.Runtime;

// The namespace is that of the method which the app has at hand.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers embedders with an app's services: each as an <see cref="ImageEmbedder"/>, and as an
/// <c>IEmbeddingGenerator&lt;DataContent, Embedding&lt;float&gt;&gt;</c>.
/// </summary>
/// <remarks>
/// An embedder is not loaded again when its file changes: embeddings that an app keeps can be compared with those of the same network
/// alone.
/// </remarks>
public static class ImageEmbedderServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="ImageEmbedder"/> with the model of a generated class.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="load">The <c>LoadEmbedder</c> of the class, for instance <c>FlowersModel.LoadEmbedder</c>.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageEmbedder(
        this IServiceCollection services, Func<ImageClassifierOptions?, ImageEmbedder> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return Add(services, null, setup => setup.FromModel(load));
    }

    /// <summary>Registers an <see cref="ImageEmbedder"/> with a model that a function loads.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="load">Loads the model, which is disposed of with the services.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageEmbedder(this IServiceCollection services, Func<ImageEmbedder> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return Add(services, null, setup => setup.FromModel(_ => load()));
    }

    /// <summary>Registers an <see cref="ImageEmbedder"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Says where the model comes from.</param>
    /// <returns>The app's services.</returns>
    public static IServiceCollection AddImageEmbedder(this IServiceCollection services, Action<EmbedderSetup> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, null, configure);
    }

    /// <summary>Registers one of several <see cref="ImageEmbedder"/>s, as a keyed service.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">The key.</param>
    /// <param name="configure">Says where the model comes from.</param>
    /// <returns>The app's services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddImageEmbedder(this IServiceCollection services, string name, Action<EmbedderSetup> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, configure);
    }

    /// <summary>Registers one of several <see cref="ImageEmbedder"/>s, as a keyed service, from the app's configuration.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">The key.</param>
    /// <param name="section">The section that <see cref="EmbedderSetup.FromConfiguration"/> reads when the model is loaded.</param>
    /// <returns>The app's services.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddImageEmbedder(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, setup => setup.FromConfiguration(section));
    }

    private static IServiceCollection Add(IServiceCollection services, string? key, Action<EmbedderSetup> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = key ?? RegisteredClassifier.NameWithoutKey;
        services.AddOptions<EmbedderSetup>(name).Configure(configure);
        ModelLoading.Add(services, provider => EmbedderOf(provider, key));
        return key is null
            ? services.AddSingleton(provider => Load(provider, name))
                .AddSingleton<IEmbeddingGenerator<DataContent, Embedding<float>>>(
                    provider => new ImageEmbeddingGenerator(EmbedderOf(provider, key)))
            : services.AddKeyedSingleton(key, (provider, _) => Load(provider, name))
                .AddKeyedSingleton<IEmbeddingGenerator<DataContent, Embedding<float>>>(
                    key, (provider, _) => new ImageEmbeddingGenerator(EmbedderOf(provider, key)));
    }

    private static ImageEmbedder EmbedderOf(IServiceProvider services, string? key) =>
        key is null ? services.GetRequiredService<ImageEmbedder>() : services.GetRequiredKeyedService<ImageEmbedder>(key);

    private static ImageEmbedder Load(IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<EmbedderSetup>>().Get(name).Load(name);
}
