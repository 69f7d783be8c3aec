using System.CommandLine;
using NuGet.Versioning;
using Retrain.Runtime;
using Retrain.Tool.Flags;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>How Retrain.MSBuild calls the engine. They are in no help: a person has no use for them.</summary>
internal sealed class BuildFlags
{
    private readonly Option<string?> inputs = Hidden("--inputs", "What Retrain.MSBuild wrote down to train on, in place of --image_dir.", "FILE");
    private readonly Option<string?> summary = Hidden("--summary", "Ends with one line that begins with this name.", "NAME");
    private readonly Option<string?> engineVersion = Hidden("--engine_version", "The versions of this program that are taken, for instance [1.0,2.0).", "RANGE");

    public IEnumerable<Option> All => [inputs, summary, engineVersion];

    /// <summary>The model's name for the summary; <see langword="null"/> outside a build.</summary>
    public string? Summary(ParseResult result) => result.GetValue(summary);

    /// <summary>What the inputs file says; <see langword="null"/> where --image_dir says what to train on.</summary>
    /// <exception cref="RetrainException">RT4009 or RT1023.</exception>
    public ProjectInputs? Inputs(ParseResult result) => result.GetValue(inputs) is string path ? ProjectInputs.Read(path) : null;

    /// <summary>Refuses to be an engine that the project does not want.</summary>
    /// <exception cref="RetrainException">RT4003 or RT4030.</exception>
    public void CheckEngineVersion(ParseResult result)
    {
        if (result.GetValue(engineVersion) is not string text)
        {
            return;
        }

        if (!VersionRange.TryParse(text, out VersionRange? range))
        {
            throw new RetrainException(OptionDiagnostics.InvalidValue("RetrainEngineVersion", text, "a range of versions, for instance [1.0,2.0)"));
        }

        NuGetVersion engine = NuGetVersion.Parse(EngineVersion.Text);
        if (!range.Satisfies(engine))
        {
            bool isOlder = range.HasLowerBound && engine <= range.MinVersion;
            throw new RetrainException(OptionDiagnostics.EngineOutsideRange(
                EngineVersion.Text, text, isOlder ? "update the package Retrain.MSBuild" : "take an earlier Retrain.MSBuild, or widen RetrainEngineVersion"));
        }
    }

    private static Option<string?> Hidden(string name, string description, string valueName)
    {
        Option<string?> flag = Flag.OptionalText(name, description, valueName);
        flag.Hidden = true;
        return flag;
    }
}
