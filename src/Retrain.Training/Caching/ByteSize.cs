using System.Globalization;

namespace Retrain.Training.Caching;

/// <summary>Reads sizes as people write them: 2GB, 500 MB, 1.5 GiB.</summary>
internal static class ByteSize
{
    public const string Valid = "a size such as 2GB or 500MB, or none";

    private static readonly (string Unit, double Bytes)[] Units =
    [
        ("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("TIB", 1L << 40),
        ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1),
    ];

    /// <param name="text">A number with a unit; 0 and none stand for no limit.</param>
    /// <param name="bytes">The number of bytes; 0 for no limit.</param>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        string upper = text.Trim().ToUpperInvariant();
        if (upper == "NONE")
        {
            return true;
        }

        (string unit, double factor) = Units.First(unit => upper.EndsWith(unit.Unit, StringComparison.Ordinal));
        bool isNumber = double.TryParse(
            upper[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        bytes = isNumber && number * factor < long.MaxValue ? (long)(number * factor) : 0;
        return isNumber && (bytes > 0 || number == 0);
    }
}
