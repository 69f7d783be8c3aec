using NuGet.Versioning;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>
/// Checks the version of the files that training writes and this package reads, the graph and its manifest. By SemVer's rules a later
/// minor version only adds, so it is read; a later major version means something else by the same names.
/// </summary>
internal static class FormatVersion
{
    private static readonly SemanticVersion Oldest = new(1, 0, 0);

    // 2.0.0-0 comes before every preview of 2.0.0, which is as unknown as 2.0.0 itself.
    private static readonly SemanticVersion FirstUnknown = new(2, 0, 0, "0");

    /// <param name="formatVersion">The manifest's version; <see langword="null"/> where it has none.</param>
    /// <param name="engineVersion">The version that wrote it; <see langword="null"/> where the manifest does not say.</param>
    /// <param name="origin">The manifest, for messages.</param>
    /// <exception cref="RetrainException">RT2019: it is not a version; RT2020: this version is not read.</exception>
    public static void Check(string? formatVersion, string? engineVersion, string origin)
    {
        if (formatVersion is null)
        {
            throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, "has no formatVersion"));
        }

        if (!SemanticVersion.TryParse(formatVersion, out SemanticVersion? version))
        {
            throw new RetrainException(GraphDiagnostics.DamagedManifest(
                origin, $"has the formatVersion '{formatVersion}', which is not a version such as 1.0.0"));
        }

        if (version < Oldest)
        {
            throw Unknown("update the package Retrain.MSBuild and rebuild the project that trains the model");
        }

        if (version >= FirstUnknown)
        {
            throw Unknown("update the package Retrain.Runtime");
        }

        RetrainException Unknown(string advice) =>
            new(GraphDiagnostics.UnknownFormat(
                origin, formatVersion, engineVersion, $"from {Oldest} to below {FirstUnknown.Major}.0.0", advice));
    }
}
