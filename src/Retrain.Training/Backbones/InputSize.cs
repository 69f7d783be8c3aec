using System.Globalization;
using Retrain.Runtime.Graphs;

namespace Retrain.Training.Backbones;

/// <summary>The size of the images that a network expects.</summary>
internal readonly record struct InputSize(int HeightPixels, int WidthPixels)
{
    /// <param name="text">"224" for a square, "240x320" for height and width.</param>
    public static bool TryParse(string text, out InputSize size)
    {
        string[] sides = text.Split('x');
        bool valid = Side(sides[0], out int height) & Side(sides[^1], out int width) && sides.Length <= 2;
        size = new InputSize(height, width);
        return valid;
    }

    /// <summary>The size in the form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{HeightPixels}x{WidthPixels}");

    private static bool Side(string text, out int pixels) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels) && ImageInput.IsSide(pixels);
}
