using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Downloads;

/// <summary>The addresses that published backbones are downloaded from.</summary>
internal static class DownloadAddress
{
    /// <summary>The site that retrain.py calls http://download.tensorflow.org, under the name that it has a certificate for.</summary>
    private const string Default = "https://storage.googleapis.com/download.tensorflow.org/";

    /// <summary>The address of a file, on the mirror that the environment names if it names one.</summary>
    /// <exception cref="RetrainException">RT2043: the mirror is not an address.</exception>
    public static Uri Of(string path) => new(Base("RETRAIN_DOWNLOAD_URL", Default, BackboneDiagnostics.BadDownloadAddress), path);

    /// <summary>The address that everything is below, on the mirror that the environment names if it names one.</summary>
    /// <param name="variable">The variable of the environment that names a mirror.</param>
    /// <param name="usual">The address without a mirror.</param>
    /// <param name="problem">Explains what is wrong with the variable's value.</param>
    /// <exception cref="RetrainException">The mirror is not an address.</exception>
    public static Uri Base(string variable, string usual, Func<string, Diagnostic> problem)
    {
        string text = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } mirror ? mirror : usual;
        return Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new RetrainException(problem(text));
    }
}
