using System.Globalization;

namespace Retrain.Runtime.Images;

/// <summary>The size of the resized image.</summary>
/// <param name="Kind">The meaning of the sides below.</param>
/// <param name="HeightPixels">The height; for <see cref="ResizeKind.ShorterEdge"/> the shorter side, for None 0.</param>
/// <param name="WidthPixels">The width; for <see cref="ResizeKind.ShorterEdge"/> the shorter side, for None 0.</param>
internal readonly record struct ResizeRule(ResizeKind Kind, int HeightPixels, int WidthPixels)
{
    private static readonly (ResizeKind Kind, string Prefix)[] Prefixes =
        [(ResizeKind.ShorterEdge, "short:"), (ResizeKind.Cover, "cover:"), (ResizeKind.Fit, "fit:"), (ResizeKind.Exact, "")];

    /// <param name="text">"none", "256" or "256x320" for exact sides, or these after "cover:" or "fit:"; "short:256".</param>
    /// <param name="rule">The size; None where the text is not valid.</param>
    public static bool TryParse(string text, out ResizeRule rule)
    {
        rule = new(ResizeKind.None, 0, 0);
        if (text is "none")
        {
            return true;
        }

        (ResizeKind kind, string prefix) = Prefixes.First(known => text.StartsWith(known.Prefix, StringComparison.Ordinal));
        string[] sides = text[prefix.Length..].Split('x');
        bool isValid = Side(sides[0], out int height) & Side(sides[^1], out int width)
            && sides.Length <= (kind is ResizeKind.ShorterEdge ? 1 : 2);
        rule = new(kind, height, width);
        return isValid;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString()
    {
        ResizeKind kind = Kind;
        return kind is ResizeKind.None ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"{Prefixes.First(known => known.Kind == kind).Prefix}{HeightPixels}")
                + (kind is ResizeKind.ShorterEdge ? "" : string.Create(CultureInfo.InvariantCulture, $"x{WidthPixels}"));
    }

    private static bool Side(string text, out int pixels) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels)
        && pixels is > 0 and <= ImagePreprocessor.LargestSidePixels;
}
