using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Downloads;

namespace Retrain.Training.Hubs;

/// <summary>The hub, the token and the cache folder, named as huggingface_hub names them.</summary>
internal sealed record HubSettings
{
    /// <summary>The address of the hub or of its mirror, which ends with '/'.</summary>
    public required Uri Endpoint { get; init; }

    public string? Token { get; init; }

    /// <summary>The folder that holds a folder for each repository.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Whether the network must not be used.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The time without data after which a connection counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="RetrainException">RT2074: HF_ENDPOINT is not an address.</exception>
    public static HubSettings FromEnvironment() => new()
    {
        Endpoint = DownloadAddress.Base("HF_ENDPOINT", "https://huggingface.co/", HubDiagnostics.BadEndpoint),
        Token = Variable("HF_TOKEN")?.Trim(),
        CacheFolder = Path.GetFullPath(CacheFolderOf()),
        IsOffline = Variable("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE",
    };

    private static string CacheFolderOf() =>
        Folder("HF_HUB_CACHE") is string hub ? hub
        : Folder("HF_HOME") is string home ? Path.Combine(home, "hub")
        : Path.Combine(Folder("XDG_CACHE_HOME") ?? Path.Combine(UserFolder(), ".cache"), "huggingface", "hub");

    private static string? Folder(string variable) => Variable(variable) is not string path ? null
        : path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? UserFolder() + path[1..]
        : path;

    private static string UserFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
