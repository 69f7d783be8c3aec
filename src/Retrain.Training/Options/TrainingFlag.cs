using System.Globalization;

namespace Retrain.Training.Options;

/// <summary>A flag of the training: a row of <see cref="TrainingFlags"/>.</summary>
/// <param name="Name">The name without its dashes.</param>
/// <param name="ValueName">The name of a value in help texts; <see langword="null"/> for a switch, which is written without one.</param>
/// <param name="Valid">The valid values, in words for an error message.</param>
/// <param name="Description">The help text.</param>
/// <param name="Value">Gets the value from the options; <see langword="null"/> if there is none.</param>
/// <param name="Read">Puts a value, as it is written, into the options; <see langword="null"/> if it is not valid.</param>
internal sealed record TrainingFlag(
    string Name,
    string? ValueName,
    string Valid,
    string Description,
    Func<RetrainOptions, object?> Value,
    Func<RetrainOptions, string, RetrainOptions?> Read)
{
    /// <summary>The place among the manifest's options; <see langword="null"/> for a flag that does not stand there.</summary>
    public int? ManifestPlace { get; init; }

    /// <summary>Gets the value in the manifest, if it is not the flag's own.</summary>
    public Func<RetrainOptions, object?> ManifestValue { get => field ?? Value; init; }

    /// <summary>The place in the report's list; <see langword="null"/> for a flag that does not decide what a run gives.</summary>
    public int? ReportPlace { get; init; }

    /// <summary>Gets the value in the report, if it is not the flag's own.</summary>
    public Func<RetrainOptions, object?> ReportValue { get => field ?? Value; init; }

    /// <summary>Whether a project's RetrainModel has it as metadata.</summary>
    public bool IsMetadata { get; init; } = true;

    /// <summary>Whether a check of the images has it too, as it says which images are read and how.</summary>
    public bool IsOfImages { get; init; }

    public bool IsSwitch => ValueName is null;

    /// <summary>The name on a command line: --learning_rate.</summary>
    public string Argument => $"--{Name}";

    /// <summary>The name as metadata of a RetrainModel: LearningRate.</summary>
    public string Metadata => string.Concat(Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Writes a value as a report and a help text have it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool isOn => isOn ? "on" : "off",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
