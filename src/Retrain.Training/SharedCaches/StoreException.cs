namespace Retrain.Training.SharedCaches;

/// <summary>A store did not do what it was asked for.</summary>
public sealed class StoreException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>
    /// The way out of it, as a part of a sentence: empty where the reason says it, and <see langword="null"/> for the usual one.
    /// </summary>
    public string? Advice { get; init; }

    /// <summary>Whether only one object is at fault, so that others may be read.</summary>
    public bool IsOfObject { get; init; }

    /// <summary>Whether that object could not be read at all, so that nothing is known of its bytes.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>An object that cannot be added to, as it is damaged; <see langword="null"/> for another problem.</summary>
    internal StoredObject? Damaged { get; init; }
}
