using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>Names a bottleneck by what it was computed from; two keys are equal exactly when all of that is.</summary>
/// <param name="Recipe">Backbone, tensor, preprocessing and distortion.</param>
/// <param name="Image">SHA-256 of the image file's bytes.</param>
/// <param name="Hash">SHA-256 of <see cref="Text"/>: the key in the database.</param>
internal readonly record struct BottleneckKey(BottleneckRecipe Recipe, Digest Image, Digest Hash)
{
    /// <summary>The key written out, a line a field, so that two misses can be compared.</summary>
    public string Text => Recipe.TextOf(Image);

    public bool Equals(BottleneckKey other) => Hash == other.Hash;

    public override int GetHashCode() => Hash.GetHashCode();

    public override string ToString() => Text;
}
