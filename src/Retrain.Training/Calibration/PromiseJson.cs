using System.Text.Json;

namespace Retrain.Training.Calibration;

/// <summary>The properties of a promise, in the manifest as on standard output.</summary>
internal static class PromiseJson
{
    public static void Write(Utf8JsonWriter json, ErrorPromise promise)
    {
        if (promise.Percent is double percent)
        {
            json.WriteNumber("confidenceThreshold", promise.Threshold);
            json.WriteNumber("promisedErrorPercent", percent);
        }
        else
        {
            json.WriteNull("confidenceThreshold");
            json.WriteNull("promisedErrorPercent");
        }

        json.WriteNumber("wantedErrorPercent", promise.WantedPercent);
        json.WriteNumber("crossValidatedImages", promise.ImageCount);
        if (promise.MissingCount is int missing)
        {
            json.WriteNumber("missingImages", missing);
        }
        else
        {
            json.WriteNull("missingImages");
        }
    }
}
