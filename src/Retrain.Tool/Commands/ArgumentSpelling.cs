namespace Retrain.Tool.Commands;

/// <summary>Spells the arguments of a command line as its parser knows them.</summary>
internal static class ArgumentSpelling
{
    // Behind it, nothing is a flag.
    private const string EndOfFlags = "--";

    /// <summary>
    /// Writes flags with underscores, as retrain.py does, and a flag that ends with '=' as the flag and an empty value: the parser would
    /// take the argument after it as the value.
    /// </summary>
    public static IEnumerable<string> Normalized(IReadOnlyList<string> arguments)
    {
        int flags = arguments.TakeWhile(argument => argument != EndOfFlags).Count();
        return [.. arguments.Take(flags).SelectMany(Normalized), .. arguments.Skip(flags)];
    }

    /// <summary>Splits <c>--flag=value</c>, for which the parser also accepts a colon.</summary>
    /// <returns>The flag with underscores and its value; <see langword="null"/> as the value where there is none.</returns>
    public static (string Name, string? Value) Split(string argument)
    {
        int separator = argument.AsSpan().IndexOfAny('=', ':');
        string name = separator < 0 ? argument : argument[..separator];
        return ($"--{name[2..].Replace('-', '_')}", separator < 0 ? null : argument[(separator + 1)..]);
    }

    public static bool IsLongFlag(string argument) => argument.Length > 2 && argument.StartsWith("--", StringComparison.Ordinal);

    private static string[] Normalized(string argument)
    {
        if (!IsLongFlag(argument))
        {
            return [argument];
        }

        (string name, string? value) = Split(argument);
        return value is { Length: 0 } ? [name, value] : [name + argument[name.Length..]];
    }
}
