namespace Retrain.Training.DataChecks;

/// <summary>The folder that a user opens to see a category.</summary>
internal static class CategoryFolders
{
    public static string Of(CheckedImages images, int label)
    {
        int first = images.Examples.Index().First(example => example.Item.Label == label).Index;
        string path = images.PathOf(first);
        string relativePath = images.Images[first].Image.RelativePath;

        // A category's images may lie in folders of their own.
        for (int depth = relativePath.Count(character => character == '/'); depth >= 0; depth--)
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }
}
