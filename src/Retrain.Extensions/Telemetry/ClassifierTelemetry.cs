// The namespace is the root's and not the folder's: an app that collects metrics needs no other.
namespace Retrain.Extensions;

/// <summary>The names by which OpenTelemetry and dotnet-counters find what classifiers measure.</summary>
public static class ClassifierTelemetry
{
    /// <summary>
    /// The name of the meter, for <c>AddMeter</c>. Each instrument has the tag <c>retrain.model</c>, the name of the classifier.
    /// </summary>
    public const string MeterName = "Retrain.Extensions";

    /// <summary>The name of the source of activities, for <c>AddSource</c>: one for each image that is classified.</summary>
    public const string ActivitySourceName = "Retrain.Extensions";
}
