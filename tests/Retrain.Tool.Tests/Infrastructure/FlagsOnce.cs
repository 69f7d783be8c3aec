namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Lets a test add a flag to usual ones: the tool refuses a flag that is given twice.</summary>
internal static class FlagsOnce
{
    /// <summary>Leaves out flags, with their values, that stand behind them again.</summary>
    public static string[] In(params string[] arguments)
    {
        List<List<string>> groups = [[]];
        foreach (string argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                groups.Add([]);
            }

            groups[^1].Add(argument);
        }

        return
        [
            .. groups.Where((group, index) => !IsFlag(group) || groups.Skip(index + 1).All(later => Name(later) != Name(group)))
                .SelectMany(group => group),
        ];
    }

    // The first group has the words before all flags.
    private static bool IsFlag(List<string> group) => group.Count > 0 && group[0].StartsWith("--", StringComparison.Ordinal);

    private static string Name(List<string> group) => group[0].Split('=')[0];
}
