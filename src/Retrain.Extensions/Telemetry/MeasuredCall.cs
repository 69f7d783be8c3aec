using System.Diagnostics;
using Retrain.Runtime;

namespace Retrain.Extensions.Telemetry;

/// <summary>Measures one image: from the call until its predictions are there, or it failed.</summary>
internal sealed class MeasuredCall : IDisposable
{
    private static readonly ActivitySource Source = new(ClassifierTelemetry.ActivitySourceName);

    private readonly ClassifierMetrics metrics;
    private readonly string model;
    private readonly Activity? activity;
    private readonly long started = Stopwatch.GetTimestamp();
    private string? errorType;

    public MeasuredCall(ClassifierMetrics metrics, string model)
    {
        this.metrics = metrics;
        this.model = model;
        activity = Source.StartActivity("classify");
        activity?.SetTag(ClassifierMetrics.ModelTag, model);
        metrics.Begin(model);
    }

    /// <summary>The word for a failure in metrics: the code of a problem, else the type of the exception.</summary>
    public static string TypeOf(Exception exception) =>
        exception is RetrainException { Diagnostic.Code: string code } ? code : exception.GetType().FullName!;

    public IReadOnlyList<Prediction> Classified(IReadOnlyList<Prediction> predictions)
    {
        Prediction best = predictions[0];
        metrics.Classified(model, best);
        activity?.SetTag("retrain.label", best.Label);
        activity?.SetTag("retrain.probability", best.Probability);
        return predictions;
    }

    public void Failed(Exception exception)
    {
        errorType = TypeOf(exception);
        metrics.Failed(model, errorType);
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
    }

    public void Dispose()
    {
        metrics.End(model, Stopwatch.GetElapsedTime(started), errorType);
        activity?.Dispose();
    }
}
