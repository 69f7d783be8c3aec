using Microsoft.Extensions.Diagnostics.HealthChecks;
using Retrain.Runtime;

namespace Retrain.Extensions.Injection;

/// <summary>Classifies a pixel, and says whether the model is the one in the files.</summary>
internal sealed class ClassifierHealthCheck(RegisteredClassifier classifier, IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ClassifierService service = classifier.Of(services); // what loading throws is a failed check, too
        using ModelLease lease = service.Acquire();
        ModelDescription model = lease.Classifier.Model;
        lease.Classifier.Classify([0, 0, 0], 1, 1, 3, PixelFormat.Rgb); // what it throws is a failed check
        Dictionary<string, object> data = new(StringComparer.Ordinal)
        {
            ["model"] = service.Name,
            ["labels"] = model.Labels.Count,
            ["backbone"] = model.BackboneName ?? "?",
            ["digest"] = model.Digest ?? "?",
            ["waiting"] = service.WaitingImages,
        };
        return Task.FromResult(service.ReloadFailure is Exception failure
            ? HealthCheckResult.Degraded(
                $"the files of the classifier '{service.Name}' were replaced and cannot be used", failure, data)
            : HealthCheckResult.Healthy($"the classifier '{service.Name}' classifies", data));
    }
}
