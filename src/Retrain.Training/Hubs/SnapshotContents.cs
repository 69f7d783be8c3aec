using Retrain.Runtime.Graphs.Onnx;
using Retrain.Training.PublishedEncoders;

namespace Retrain.Training.Hubs;

/// <summary>The files of a commit that the cache has, as far as a backbone needs them.</summary>
/// <param name="cache">The cache.</param>
/// <param name="commit">The commit.</param>
/// <param name="file">The .onnx file that was asked for; <see langword="null"/> for the usual one.</param>
internal sealed class SnapshotContents(HubCache cache, string commit, string? file)
{
    /// <summary>The names that a network usually has in a repository, in the order of preference.</summary>
    public static IReadOnlyList<string> UsualNetworks { get; } = ["model.onnx", "onnx/model.onnx"];

    public string Commit => commit;

    /// <summary>The path of a file beside a network, or a folder further up.</summary>
    public static string Beside(string network, string name) => network[..(network.LastIndexOf('/') + 1)] + name;

    /// <summary>The files that may say how images are prepared for a network: beside it, or one folder up.</summary>
    public static IReadOnlyList<string> Processors(string network)
    {
        string folder = Beside(network, "").TrimEnd('/');
        string[] beside = [.. EncoderFileNames.Processors.Select(name => Beside(network, name))];
        return folder.Length == 0 ? beside : [.. beside, .. EncoderFileNames.Processors.Select(name => Beside(folder, name))];
    }

    /// <summary>The network, if the cache has it and all that the repository has beside it.</summary>
    public string? Complete()
    {
        string? network = file ?? UsualNetworks.SkipWhile(name => cache.IsKnownAsMissing(commit, name)).FirstOrDefault()
            ?? (cache.Networks(commit) is [string only] ? only : null);
        return network is not null && HasNetwork(network)
            && Processors(network).All(name => cache.IsKnownAsMissing(commit, name) || cache.Has(commit, name)) ? network : null;
    }

    /// <summary>The network, if the cache has it and a file that says how images are prepared, so that it can do without the hub.</summary>
    public string? Usable()
    {
        IReadOnlyList<string> present = cache.Networks(commit);
        string? network = file ?? UsualNetworks.FirstOrDefault(present.Contains) ?? (present is [string only] ? only : null);
        return network is not null && HasNetwork(network) && Processors(network).Any(name => cache.Has(commit, name)) ? network : null;
    }

    private bool HasNetwork(string network) => cache.Has(commit, network)
        && ExternalWeights.NamesIn(cache.FileIn(commit, network)).All(name => cache.Has(commit, Beside(network, name)));
}
