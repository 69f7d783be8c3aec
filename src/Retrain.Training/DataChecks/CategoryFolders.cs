using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;

namespace Retrain.Training.DataChecks;

/// <summary>Finds the folder that a user opens to see a category.</summary>
internal static class CategoryFolders
{
    public static string Of(LabeledBottlenecks images, int label)
    {
        LabeledImage first = images.Images.First(image => image.LabelIndex == label);
        string path = first.Path;

        // The images of a category may be in several folders.
        for (int depth = first.RelativePath.Count(character => character == '/'); depth >= 0; depth--)
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }
}
