using System.Text;
using Retrain.Training.Categories;

namespace Retrain.Training.Shards;

/// <summary>Spells the path of a photo below its folder in the same way on every machine.</summary>
internal static class PhotoPath
{
    /// <summary>The path with '/', and with letters and accents composed, as systems store the same name differently.</summary>
    /// <param name="imageDir">The folder that was named, wherever it lies on this machine.</param>
    /// <param name="path">The path of the photo, below that folder.</param>
    public static string Below(string imageDir, string path)
    {
        string below = Path.GetRelativePath(imageDir, path).Replace(Path.DirectorySeparatorChar, '/');
        return Ascii.IsValid(below) ? below : LetterComposition.Compose(below);
    }
}
