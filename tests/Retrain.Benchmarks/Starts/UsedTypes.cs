using System.Text.RegularExpressions;
using Retrain.Packing.Profiles;

namespace Retrain.Benchmarks.Starts;

/// <summary>The types whose methods runs compiled, in the form of the list.</summary>
/// <param name="tool">The tool's path, beside which its libraries lie.</param>
internal sealed partial class UsedTypes(string tool)
{
    private readonly Dictionary<(string Assembly, string Type), ListedType> types = [];
    private readonly List<string> assemblies = [];

    /// <summary>The list's lines: assemblies in the order of their first method, and their types in alphabetical order.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. types.Values.Where(type => type.Methods.Count > 0)
            .OrderBy(type => assemblies.IndexOf(type.Assembly)).ThenBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => type.ToString()),
    ];

    /// <summary>Adds what a run compiled.</summary>
    /// <param name="map">The lines of its map.</param>
    /// <param name="isOwnOnly">Whether code of .NET and other libraries is left out.</param>
    public void Add(IEnumerable<string> map, bool isOwnOnly)
    {
        // Neither code that is made at run time, nor types whose names have a digest of their assembly.
        IEnumerable<Match> methods = map
            .Where(line => !line.Contains("dynamicClass", StringComparison.Ordinal))
            .Where(line => !line.Contains("<RegexGenerator_g>", StringComparison.Ordinal))
            .Select(line => Method().Match(line)).Where(match => match.Success);
        foreach (Match match in methods)
        {
            string type = match.Groups["type"].Value;
            int arguments = type.IndexOf('[', StringComparison.Ordinal);
            bool isInstantiation = arguments >= 0;
            bool isOfApp = File.Exists(Path.Combine(Path.GetDirectoryName(tool)!, $"{match.Groups["assembly"].Value}.dll"));

            // What of .NET is not generic has its code in .NET.
            bool isGeneric = isInstantiation || match.Value.Contains("!!", StringComparison.Ordinal);
            if (isOwnOnly ? IsOwn(match.Groups["assembly"].Value) : isOfApp || isGeneric)
            {
                Add(
                    match.Groups["assembly"].Value, isInstantiation ? type[..arguments] : type, match.Groups["method"].Value,
                    isInstantiation && !isOfApp ? Arguments(type[arguments..]) : null);
            }
        }
    }

    // Not those of the command line, which bring much of its library with them.
    private static bool IsOwn(string assembly) => assembly.StartsWith("Retrain.", StringComparison.Ordinal);

    // [System.__Canon,System.Int32] to <__Canon,System.Int32>
    private static string Arguments(string arguments) =>
        arguments.Replace('[', '<').Replace(']', '>').Replace("System.__Canon", SharedTypes.Name, StringComparison.Ordinal);

    private void Add(string assembly, string type, string method, string? arguments)
    {
        SourceMember member = SourceMember.Of(type, method);
        if (!types.TryGetValue((assembly, member.Type), out ListedType? listed))
        {
            listed = new ListedType(assembly, member.Type, new HashSet<string>(), new HashSet<string>());
            types.Add((assembly, member.Type), listed);
        }

        if (!assemblies.Contains(assembly))
        {
            assemblies.Add(assembly);
        }

        HashSet<string> methods = [.. listed.Methods, .. member.Method.Length > 0 ? [member.Method] : (string[])[]];
        HashSet<string> instantiations =
            [.. listed.Instantiations, .. arguments is not null && member.Type == type ? [arguments] : (string[])[]];
        types[(assembly, member.Type)] = listed with { Methods = methods, Instantiations = instantiations };
    }

    // 7f3c64d47620 27 instance bool [Assembly] Namespace.Type`1[Arguments]::Method(!0,!1)[QuickJitted]
    [GeneratedRegex(@".* \[(?<assembly>[\w.\-]+)\] (?<type>\S+?)::(?<method>[^(]+)\(.*\[(QuickJitted|Optimized\w*)\]$")]
    private static partial Regex Method();
}
