using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>The cache that people and machines share, behind the local one.</summary>
internal sealed record SharedCacheOptions
{
    private const string AddressVariable = "RETRAIN_CACHE_URL";
    private const string ReadOnlyVariable = "RETRAIN_CACHE_READ_ONLY";

    /// <summary>The address; empty for none, and <see langword="null"/> for that of the environment.</summary>
    public string? Address { get; init; }

    /// <summary>Whether nothing is written there, even if the environment does not say so.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether a run waits until what it computes is stored, instead of leaving out what a slow store cannot take.</summary>
    public bool WaitsForWrites { get; init; }

    /// <summary>The patience of all parts of a run together; <see langword="null"/> for one of its own.</summary>
    public SharedPatience? Patience { get; init; }

    /// <summary>The options of one run, whose parts lose no more time together than each of them may.</summary>
    /// <exception cref="RetrainException">RT4071: the environment sets no valid patience.</exception>
    public SharedCacheOptions ForOneRun() => this with { Patience = SharedPatience.FromEnvironment() };

    /// <summary>Prepares to use the cache. The store is not asked before anything is wanted of it.</summary>
    /// <param name="tell">Receives the warnings RT3023 to RT3029, from any thread.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    /// <exception cref="RetrainException">RT4070, RT4071 or RT4072: an address, patience or switch is not valid.</exception>
    public SharedCache? Open(Action<Runtime.Diagnostics.Diagnostic> tell)
    {
        string? address = Address ?? Environment.GetEnvironmentVariable(AddressVariable);
        SharedPatience patience = Patience ?? SharedPatience.FromEnvironment();
        return string.IsNullOrEmpty(address)
            ? null
            : new SharedCache(StoreAddress.Open(address), PackSigningKey.FromEnvironment(), patience, tell)
            {
                IsReadOnly = IsReadOnly || IsOn(ReadOnlyVariable),
                WaitsForWrites = WaitsForWrites,
            };
    }

    private static bool IsOn(string variable)
    {
        string text = Environment.GetEnvironmentVariable(variable) ?? "";
        bool isSwitch = bool.TryParse(text, out bool isOn);
        return isSwitch || text is "" or "0" or "1"
            ? isOn || text == "1"
            : throw new RetrainException(SharedCacheDiagnostics.InvalidSwitch(variable, text));
    }
}
