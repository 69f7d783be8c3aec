using System.CommandLine;
using System.CommandLine.Parsing;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Flags;

/// <summary>Makes flags whose values are checked as they are read, each with an error that names the valid ones.</summary>
internal static class Flag
{
    /// <summary>Makes a flag that has a default value.</summary>
    public static Option<T> WithDefault<T>(string name, FlagType<T> type, T defaultValue, string description) =>
        Parsed(name, type.ValueName, description, defaultValue, text =>
            type.TryParse(text, out T value) ? (value, null) : (defaultValue, type.Valid));

    /// <summary>Makes a flag that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, FlagType<T> type, string description)
        where T : struct =>
        Parsed<T?>(name, type.ValueName, description, null, text =>
            type.TryParse(text, out T value) ? (value, null) : (null, type.Valid));

    /// <summary>Makes a flag with a text that may be left out.</summary>
    public static Option<string?> OptionalText(string name, string description, string valueName)
    {
        FlagType<string> type = FlagTypes.Text(valueName);
        return Parsed<string?>(name, valueName, description, null, text =>
            type.TryParse(text, out string value) ? (value, null) : (null, type.Valid));
    }

    /// <summary>Makes a flag that several values may follow.</summary>
    public static Option<string[]> Several(string name, string description, string valueName)
    {
        Option<string[]> option = new(name) { Description = description, HelpName = valueName, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result => RequireText(result, name));
        return option;
    }

    /// <summary>Makes the value without a name that stands for --image_dir.</summary>
    public static Argument<string?> Folder() => new("folder")
    {
        Description = "Folder of photos, which may stand alone in place of --image_dir.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Makes the flag that names the folder of the cache, as in training.</summary>
    public static Option<string?> CacheFolder() =>
        OptionalText("--bottleneck_dir", "Folder of the bottleneck cache [default: the user's cache].", "DIR");

    /// <summary>Makes the value without a name that stands for images.</summary>
    public static Argument<string[]> Images() => new("image")
    {
        Description = "Images, folders of images, or patterns such as \"photos/**/*.jpg\", which may stand alone in place of --image.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The folder of photos, which a flag or a value without a name gives.</summary>
    /// <returns><see langword="null"/> where neither does.</returns>
    /// <exception cref="RetrainException">RT4002: both do.</exception>
    public static string? FolderIn(ParseResult line, Argument<string?> folder, Option<string?> imageDir)
    {
        bool hasFlag = line.GetResult(imageDir) is { Implicit: false };
        return line.GetValue(folder) is not string alone ? (hasFlag ? line.GetValue(imageDir) : null)
            : hasFlag ? throw new RetrainException(OptionDiagnostics.UnexpectedArgument(alone))
            : alone;
    }

    /// <summary>Refuses an empty text, which is no path and no name.</summary>
    /// <param name="result">The values.</param>
    /// <param name="name">The flag or argument that they were given to.</param>
    public static void RequireText(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
        {
            result.AddError(OptionDiagnostics.InvalidValue(name, "", FlagTypes.Text(name).Valid).ToString());
        }
    }

    /// <summary>Makes a flag that is off unless it stands on the command line, like retrain.py's store_true flags.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>Makes a switch that leaves the choice to the graph unless it stands on the command line.</summary>
    public static Option<bool?> OptionalSwitch(string name, string description) => new(name) { Description = description };

    /// <summary>Makes a flag from a row of the table. Its value is the text of the command line.</summary>
    public static Option Of(TrainingFlag flag) =>
        flag.IsSwitch
            ? Switch(flag.Argument, flag.Description)
            : Parsed<string?>(flag.Argument, flag.ValueName, flag.Description, DefaultText(flag), text =>
                (text, flag.Read(OptionsReader.Defaults, text) is null ? flag.Valid : null));

    /// <summary>Requires that the file that a flag names exists. A folder is refused where it is read.</summary>
    /// <exception cref="RetrainException">RT4009: the file does not exist.</exception>
    public static string ExistingFile(string name, string path) =>
        Path.Exists(path) ? path : throw new RetrainException(OptionDiagnostics.FileNotFound(name, path));

    private static string? DefaultText(TrainingFlag flag) =>
        TrainingFlag.Text(flag.Value(OptionsReader.CommandLineDefaults)) is { Length: > 0 } text ? text : null;

    /// <param name="parse">Gives the value and, if it is not valid, the valid ones in words.</param>
    private static Option<T> Parsed<T>(
        string name, string? valueName, string description, T defaultValue, Func<string, (T Value, string? Valid)> parse) => new(name)
        {
            Description = description,
            HelpName = valueName,

            // A flag that is given twice is refused with all of its values, and so all of them are read.
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                (T value, string? valid) = parse(text);
                if (valid is not null)
                {
                    result.AddError(OptionDiagnostics.InvalidValue(name, text, valid).ToString());
                }

                return value;
            },
        };
}
