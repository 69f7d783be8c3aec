using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Manifests;

/// <summary>
/// Protects the files of other programs: manifest.json is also a file of web apps, for instance, and our own default would replace one that
/// lies beside the graph.
/// </summary>
internal static class ExistingManifest
{
    /// <param name="path">The manifest that will be written.</param>
    /// <param name="flag">The flag with which the user can choose another path.</param>
    /// <exception cref="RetrainException">RT4013: there is a file, and we did not write it.</exception>
    public static void RequireOurs(string path, string flag)
    {
        long sizeBytes = File.Exists(path) ? SmallFile.SizeOf(path) : 0;

        // An empty file, as mktemp makes it, belongs to no program.
        if (sizeBytes > 0 && !(sizeBytes <= Manifest.LargestBytes && Manifest.IsOne(SmallFile.Read(path, Manifest.LargestBytes))))
        {
            throw new RetrainException(OptionDiagnostics.NotOurManifest(path, flag));
        }
    }
}
