using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;

namespace Retrain.Training.Manifests;

/// <summary>
/// Protects the files of other programs: manifest.json is also a file of web apps, for instance, and our own default would replace one that
/// lies beside the graph.
/// </summary>
internal static class ExistingManifest
{
    /// <param name="path">The manifest that will be written.</param>
    /// <param name="flag">The flag with which the user can choose another path.</param>
    /// <exception cref="RetrainException">
    /// RT4013: there is a file, and we did not write it. RT4007: the file cannot be read, or the path cannot denote one.
    /// </exception>
    public static void RequireOurs(string path, string flag)
    {
        // Of a link, the file that it leads to will be replaced, if there is one.
        OutputPath output = new(path);
        output.Explain(() =>
        {
            if (File.Exists(output.FullPath) && !IsOurs(output.FullPath))
            {
                throw new RetrainException(OptionDiagnostics.NotOurManifest(path, flag));
            }
        });
    }

    // An empty file, as mktemp makes it, belongs to no program.
    private static bool IsOurs(string path) => SmallFile.SizeOf(path) is long sizeBytes
        && (sizeBytes == 0 || (sizeBytes <= Manifest.LargestBytes && Manifest.IsOne(SmallFile.Read(path, Manifest.LargestBytes))));
}
