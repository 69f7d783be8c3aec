using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>Identifies a bottleneck by everything that it was computed from. Keys are equal exactly if all of that is equal.</summary>
/// <param name="Recipe">The backbone, tensor, preprocessing and distortion.</param>
/// <param name="Image">The SHA-256 of the image file's bytes.</param>
/// <param name="Hash">The SHA-256 of <see cref="Text"/>, which is the key in the database.</param>
internal readonly record struct BottleneckKey(BottleneckRecipe Recipe, Digest Image, Digest Hash)
{
    /// <summary>The key as text with a field per line, so that two misses can be compared.</summary>
    public string Text => Recipe.TextOf(Image);

    public bool Equals(BottleneckKey other) => Hash == other.Hash;

    public override int GetHashCode() => Hash.GetHashCode();

    public override string ToString() => Text;
}
