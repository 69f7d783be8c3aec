using Retrain.Runtime.Diagnostics;

namespace Retrain.Extensions.Setup;

/// <summary>RT4138: settings of a classifier in an app's configuration.</summary>
internal static class ConfigurationDiagnostics
{
    /// <param name="key">The setting's full name, for instance "Classifiers:Flowers:MaximumPixels".</param>
    /// <param name="problem">The problem with it, and what to do.</param>
    public static Diagnostic WrongSetting(string key, string problem) =>
        new(Severity.Error, "RT4138", null, $"the setting '{key}' {problem}.");
}
