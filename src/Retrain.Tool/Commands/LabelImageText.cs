using System.Globalization;
using Retrain.Runtime;
using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>Prints the labels of an image as label_image.py does, and whether it is like nothing the model was trained on.</summary>
internal static class LabelImageText
{
    /// <param name="heading">The image's path, if there are several images.</param>
    /// <param name="predictions">The labels to print.</param>
    public static void Print(string? heading, IReadOnlyList<Prediction> predictions)
    {
        if (heading is not null)
        {
            OutputLine.Write($"{heading}:");
        }

        foreach (Prediction prediction in predictions)
        {
            OutputLine.Write(string.Create(CultureInfo.InvariantCulture, $"{prediction.Label} (score={prediction.Probability:F5})"));
        }

        if (predictions is [{ IsFamiliar: false, Novelty: float novelty }, ..])
        {
            OutputLine.Write(string.Create(CultureInfo.InvariantCulture, $"unfamiliar (novelty={novelty:F5})"));
        }
    }
}
