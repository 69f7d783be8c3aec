using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Hubs;

namespace Retrain.Training.Backbones;

/// <summary>Checks the backbones that --choose is to choose between, as far as that takes no work.</summary>
internal static class CandidateNames
{
    /// <param name="options">The names, and the flags that say more about backbones.</param>
    /// <param name="graph">The value of --output_graph; <see langword="null"/> if the flag is not given.</param>
    /// <exception cref="RetrainException">
    /// RT4131: several names without --choose. RT4132 to RT4135: names or flags do not suit a choice. RT4006, RT4009 or RT2065: there is no
    /// such backbone.
    /// </exception>
    public static void Require(BackboneOptions options, string? graph)
    {
        if (!options.Chooses)
        {
            RequireOne(options.Architecture);
            return;
        }

        IReadOnlyList<string> names = options.Candidates;
        if (names.Count < 2 || names.Contains(""))
        {
            throw new RetrainException(ChoiceDiagnostics.NothingToChoose(options.Architecture));
        }

        if (BackboneFile.GivenFlag(options) is string flag)
        {
            throw new RetrainException(ChoiceDiagnostics.DescribesOneNetwork(flag));
        }

        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            BackboneCatalog.Require(name);
            if (!known.Add(Identity(name)))
            {
                throw new RetrainException(ChoiceDiagnostics.Twice(name, name));
            }

            if (graph is not null && GraphFormat.IsOnnx(name) != GraphFormat.HasOnnxName(graph))
            {
                throw new RetrainException(ChoiceDiagnostics.OtherFormat(graph, name, GraphFormat.IsOnnx(name) ? ".onnx" : ".pb"));
            }
        }
    }

    // A path may have a comma, and so may the file in a repository of a hub.
    private static void RequireOne(string architecture)
    {
        int comma = architecture.IndexOf(',', StringComparison.Ordinal);
        bool isInFileOfHub = HubScheme.Matches(architecture)
            && architecture.IndexOf(':', HubScheme.Prefix.Length) is >= 0 and int colon && colon < comma;
        if (comma >= 0 && !isInFileOfHub && !Path.Exists(architecture))
        {
            throw new RetrainException(ChoiceDiagnostics.SeveralWithoutChoice(architecture));
        }
    }

    private static string Identity(string architecture) =>
        HubScheme.Matches(architecture) ? architecture
        : BackboneCatalog.IsFile(architecture) ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(architecture))
        : architecture.ToUpperInvariant();
}
