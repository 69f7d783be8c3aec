using NuGet.Versioning;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>The range of engine versions that a project accepts.</summary>
internal static class EngineRange
{
    /// <summary>Refuses to train for a project that wants another engine.</summary>
    /// <param name="text">The project's RetrainEngineVersion; <see langword="null"/> accepts every engine.</param>
    /// <exception cref="RetrainException">RT4003: the text is not a range. RT4030: this engine is outside it.</exception>
    public static void Require(string? text)
    {
        if (text is null)
        {
            return;
        }

        if (!VersionRange.TryParse(text, out VersionRange? range))
        {
            throw new RetrainException(OptionDiagnostics.InvalidValue(
                "RetrainEngineVersion", text, "a range of versions, for instance [1.0,2.0)"));
        }

        NuGetVersion engine = NuGetVersion.Parse(EngineVersion.Text);
        if (!range.Satisfies(engine))
        {
            bool isOlder = range.HasLowerBound && engine <= range.MinVersion;
            throw new RetrainException(OptionDiagnostics.EngineOutsideRange(
                EngineVersion.Text, text,
                isOlder ? "update the package Retrain.MSBuild" : "take an earlier Retrain.MSBuild, or widen RetrainEngineVersion"));
        }
    }
}
