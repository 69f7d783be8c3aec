using Retrain.Training.Digests;

namespace Retrain.Training.SharedCaches;

/// <summary>The name of an object in a store, in the layout of Bazel's remote caches.</summary>
/// <param name="Folder">"cas" for an object that is named by its own content, "ac" for any other.</param>
/// <param name="Name">The SHA-256 of the content, or of the text that stands for it.</param>
internal readonly record struct StoredObject(string Folder, Digest Name)
{
    /// <summary>An object that is found by a key.</summary>
    public static StoredObject OfKey(Digest key) => new("ac", key);

    /// <summary>An object that is found by the digest of its bytes.</summary>
    public static StoredObject OfContent(Digest content) => new("cas", content);

    /// <summary>The path below the store's address, such as <c>ac/0123…</c>.</summary>
    public override string ToString() => $"{Folder}/{Name}";
}
