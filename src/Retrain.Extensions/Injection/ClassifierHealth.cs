using Microsoft.Extensions.Diagnostics.HealthChecks;
using Retrain.Extensions.Injection;

// The namespace is the root's and not the folder's: an app that registers a classifier needs no other.
namespace Retrain.Extensions;

/// <summary>Makes health checks of classifiers, for <c>services.AddHealthChecks().Add(ClassifierHealth.Check())</c>.</summary>
public static class ClassifierHealth
{
    /// <summary>
    /// Makes a check of a classifier: healthy if it classifies a pixel, degraded if it does so with an old model because the files that
    /// replaced it cannot be used.
    /// </summary>
    /// <param name="name">The name with which the classifier was registered; <see langword="null"/> for the one without.</param>
    /// <param name="checkName">The name of the check; by default <c>classifier</c>, with the classifier's name behind it.</param>
    /// <param name="failureStatus">The status if it does not classify; by default unhealthy.</param>
    /// <param name="tags">Tags by which the app chooses checks; <see langword="null"/> for none.</param>
    /// <returns>The check.</returns>
    public static HealthCheckRegistration Check(
        string? name = null, string? checkName = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        RegisteredClassifier classifier = new(name);
        return new HealthCheckRegistration(
            checkName ?? (name is null ? "classifier" : $"classifier {name}"),
            services => new ClassifierHealthCheck(classifier, services),
            failureStatus,
            tags);
    }
}
