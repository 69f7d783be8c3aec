using System.Globalization;

namespace Retrain.Tool.Display;

/// <summary>Formats a number of bytes for people.</summary>
internal static class FileSize
{
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
