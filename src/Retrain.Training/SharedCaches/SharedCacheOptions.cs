using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>The cache that people and machines share, behind the local one.</summary>
internal sealed record SharedCacheOptions
{
    /// <summary>The address that stands for no shared cache, where an empty text is as good as none, as in a project.</summary>
    public const string None = "none";

    private const string AddressVariable = "RETRAIN_CACHE_URL";
    private const string ReadOnlyVariable = "RETRAIN_CACHE_READ_ONLY";

    /// <summary>
    /// The address; empty or <see cref="None"/> for none, and <see langword="null"/> for that of the environment.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>Whether nothing is written there, even if the environment does not say so.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether a run waits until what it computes is stored, instead of leaving out what a slow store cannot take.</summary>
    public bool WaitsForWrites { get; init; }

    /// <summary>The key that packs are signed with, and must be signed with; <see langword="null"/> for that of the environment.</summary>
    public PackSigningKey? SigningKey { get; init; }

    /// <summary>The patience of all parts of a run together; <see langword="null"/> for one of its own.</summary>
    public SharedPatience? Patience { get; init; }

    /// <summary>The options of one run, whose parts lose no more time together than each of them may.</summary>
    /// <exception cref="RetrainException">RT4071: the environment sets no valid patience.</exception>
    public SharedCacheOptions ForOneRun() => this with { Patience = SharedPatience.FromEnvironment() };

    /// <summary>Whether there is a shared cache.</summary>
    public bool HasAddress => AddressOrEmpty.Length > 0;

    /// <summary>Whether nothing is written there, as the environment or these options say.</summary>
    /// <exception cref="RetrainException">RT4072: the environment says neither.</exception>
    public bool WritesNothing => IsReadOnly || IsOn(ReadOnlyVariable);

    /// <summary>The flag or the variable that says so.</summary>
    public string ForbiddenBy => IsReadOnly ? "--shared_cache_read_only" : ReadOnlyVariable;

    private string AddressOrEmpty
    {
        get
        {
            string address = Address ?? Environment.GetEnvironmentVariable(AddressVariable) ?? "";
            return address.Trim().Equals(None, StringComparison.OrdinalIgnoreCase) ? "" : address;
        }
    }

    /// <summary>Prepares to use the cache. The store is not asked before anything is wanted of it.</summary>
    /// <param name="tell">Receives the warnings RT3023 to RT3029 and RT3054, from any thread.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    /// <exception cref="RetrainException">RT4070, RT4071 or RT4072: an address, patience or switch is not valid.</exception>
    public SharedCache? Open(Action<Runtime.Diagnostics.Diagnostic> tell)
    {
        SharedPatience patience = Patience ?? SharedPatience.FromEnvironment();
        return !HasAddress
            ? null
            : new SharedCache(OpenStore(), SigningKey ?? PackSigningKey.FromEnvironment(), patience, tell)
            {
                IsReadOnly = WritesNothing,
                WaitsForWrites = WaitsForWrites,
            };
    }

    /// <summary>Prepares to use the store alone, which <see cref="HasAddress"/> says there is.</summary>
    /// <exception cref="RetrainException">RT4070: the address is not valid.</exception>
    public SharedStore OpenStore() => StoreAddress.Open(AddressOrEmpty);

    private static bool IsOn(string variable)
    {
        string text = Environment.GetEnvironmentVariable(variable) ?? "";
        bool isSwitch = bool.TryParse(text, out bool isOn);
        return isSwitch || text is "" or "0" or "1"
            ? isOn || text == "1"
            : throw new RetrainException(SharedCacheDiagnostics.InvalidSwitch(variable, text));
    }
}
