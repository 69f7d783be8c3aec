namespace Retrain.Training.PublishedEncoders;

/// <summary>The names of the files that publishers lay beside an encoder.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class EncoderFileNames
{
    /// <summary>transformers' newest, in which the image's part is an object.</summary>
    public const string Combined = "processor_config.json";

    public const string Transformers = "preprocessor_config.json";

    public const string OpenClip = "open_clip_config.json";

    /// <summary>timm's; transformers has a file of this name too, which says nothing about preprocessing.</summary>
    public const string Config = "config.json";

    /// <summary>The files that may describe the preprocessing; the first that there is decides.</summary>
    public static readonly IReadOnlyList<string> Processors = [Combined, Transformers, OpenClip, Config];

    /// <summary>The folders in which such files belong to a network: its own, and the one above.</summary>
    public static IReadOnlyList<string> FoldersOf(string graph)
    {
        string own = Path.GetDirectoryName(Path.GetFullPath(graph)) ?? graph;
        return Path.GetDirectoryName(own) is { Length: > 0 } above ? [own, above] : [own];
    }
}
