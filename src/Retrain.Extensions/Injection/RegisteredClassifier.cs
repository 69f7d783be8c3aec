using Microsoft.Extensions.DependencyInjection;

namespace Retrain.Extensions.Injection;

/// <summary>A classifier that an app registered.</summary>
/// <param name="Key">The name that it was registered with; <see langword="null"/> for the one without.</param>
internal sealed record RegisteredClassifier(string? Key)
{
    public const string NameWithoutKey = "default";

    /// <summary>The service, which is loaded where it was not yet.</summary>
    public ClassifierService Of(IServiceProvider services) => Key is null
        ? services.GetRequiredService<ClassifierService>()
        : services.GetRequiredKeyedService<ClassifierService>(Key);
}
