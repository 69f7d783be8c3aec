namespace Retrain.Training.Hubs;

/// <summary>The beginning of an address on a hub, which is neither a name nor a path.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class HubScheme
{
    public const string Prefix = "hf:";

    public static bool Matches(string architecture) => architecture.StartsWith(Prefix, StringComparison.Ordinal);
}
