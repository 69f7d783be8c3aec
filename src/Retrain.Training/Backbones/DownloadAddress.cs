using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>The addresses that published backbones are downloaded from.</summary>
internal static class DownloadAddress
{
    /// <summary>The site that retrain.py calls http://download.tensorflow.org, under the name that it has a certificate for.</summary>
    private const string Default = "https://storage.googleapis.com/download.tensorflow.org/";

    /// <summary>The address of a file, on the mirror that the environment names if it names one.</summary>
    /// <exception cref="RetrainException">RT2043: the mirror is not an address.</exception>
    public static Uri Of(string path)
    {
        string text = Environment.GetEnvironmentVariable("RETRAIN_DOWNLOAD_URL") is { Length: > 0 } mirror ? mirror : Default;
        return Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new Uri(address, path)
            : throw new RetrainException(BackboneDiagnostics.BadDownloadAddress(text));
    }
}
