using System.Globalization;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>
/// Checks the version of the files that training writes and this package reads, the graph and its manifest. By SemVer's rules a later
/// minor version only adds, so it is read; a later major version means something else by the same names.
/// </summary>
internal static class FormatVersion
{
    private const int Known = 1;

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

        if (!TryParse(formatVersion, out int major, out bool isFirstPreview))
        {
            throw new RetrainException(GraphDiagnostics.DamagedManifest(
                origin, $"has the formatVersion '{formatVersion}', which is not a version such as 1.0.0"));
        }

        // A preview of 1.0.0 comes before it. A preview of 2.0.0 comes before 2.0.0 and is as unknown.
        if (major < Known || (major == Known && isFirstPreview))
        {
            throw Unknown("update the package Retrain.MSBuild and rebuild the project that trains the model");
        }

        if (major > Known)
        {
            throw Unknown("update the package Retrain.Runtime");
        }

        RetrainException Unknown(string advice) =>
            new(GraphDiagnostics.UnknownFormat(
                origin, formatVersion, engineVersion, FormattableString.Invariant($"from {Known}.0.0 to below {Known + 1}.0.0"), advice));
    }

    /// <summary>Parses a version by the grammar of SemVer 2.0.0, section "Backus-Naur Form Grammar".</summary>
    /// <param name="text">The text.</param>
    /// <param name="major">The first number.</param>
    /// <param name="isFirstPreview">Whether it is a preview of the first version with that number, such as 1.0.0-rc.1.</param>
    /// <returns>Whether it is a version.</returns>
    private static bool TryParse(string text, out int major, out bool isFirstPreview)
    {
        (string version, string? build) = SplitAt('+', text);
        (string numbers, string? preview) = SplitAt('-', version);
        string[] parts = numbers.Split('.');
        int[] values = [.. parts.Select(Number)];
        major = values[0];
        isFirstPreview = preview is not null && values is [_, 0, 0];
        return values.Length == 3 && values.All(value => value >= 0)
            && (preview is null || preview.Split('.').All(part => IsWord(part) && (!part.All(char.IsAsciiDigit) || IsCanonical(part))))
            && (build is null || build.Split('.').All(IsWord));
    }

    private static (string Before, string? Behind) SplitAt(char separator, string text) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and int place ? (text[..place], text[(place + 1)..]) : (text, null);

    // -1 for what is not a number.
    private static int Number(string text) =>
        IsCanonical(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;

    private static bool IsCanonical(string digits) => digits.Length == 1 || !digits.StartsWith('0');

    private static bool IsWord(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
