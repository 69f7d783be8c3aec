using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>Where published backbones are downloaded from.</summary>
internal static class DownloadAddress
{
    /// <summary>What retrain.py calls http://download.tensorflow.org, by the name under which it has a certificate.</summary>
    private const string Default = "https://storage.googleapis.com/download.tensorflow.org/";

    /// <summary>The address of a file, on the mirror that the environment names where it names one.</summary>
    /// <exception cref="RetrainException">RT2043: what the environment names is no address.</exception>
    public static Uri Of(string path)
    {
        string text = Environment.GetEnvironmentVariable("RETRAIN_DOWNLOAD_URL") is { Length: > 0 } mirror ? mirror : Default;
        return Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new Uri(address, path)
            : throw new RetrainException(BackboneDiagnostics.BadDownloadAddress(text));
    }
}
