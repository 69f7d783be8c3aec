using System.Text;
using Retrain.MSBuild.Folders;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Training.Files;
using Retrain.Training.PublishedEncoders;

namespace Retrain.MSBuild.Inputs;

/// <summary>The facts of the files that a backbone is read from.</summary>
internal static class BackboneFacts
{
    /// <summary>Writes a line for each file.</summary>
    /// <param name="backbone">
    /// The absolute path of a network or of a folder that has one; nothing is written for a name, or for what does not exist.
    /// </param>
    public static StringBuilder LinesOf(string backbone)
    {
        if (Path.IsPathRooted(backbone) && Directory.Exists(backbone))
        {
            return new StringBuilder().Append(FolderFacts.DigestOf(backbone));
        }

        StringBuilder text = new();
        if (!Path.IsPathRooted(backbone) || !File.Exists(backbone))
        {
            return text;
        }

        foreach (string file in FilesOf(backbone))
        {
            FileFacts.AppendTo(text, file);
        }

        return text;
    }

    private static IEnumerable<string> FilesOf(string graph)
    {
        IEnumerable<string> processors = EncoderFileNames.FoldersOf(graph)
            .SelectMany(_ => EncoderFileNames.Processors, Path.Combine)
            .Where(File.Exists);
        return new[] { graph }.Concat(WeightsOf(graph)).Concat(processors);
    }

    // A pipe and a device have no size and are not opened, as either may never end.
    private static IEnumerable<string> WeightsOf(string graph)
    {
        try
        {
            string folder = EncoderFileNames.FoldersOf(graph)[0];
            return FileStatus.Of(graph) is { SizeBytes: 0 } ? []
                : WeightLocations.In(graph)
                    .Where(location => location.IndexOfAny(Path.GetInvalidFileNameChars()) < 0)
                    .Select(location => Path.Combine(folder, location)).Where(File.Exists);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // the engine says so when it reads the network
        }
    }
}
