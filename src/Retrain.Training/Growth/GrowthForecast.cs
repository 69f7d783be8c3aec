namespace Retrain.Training.Growth;

/// <summary>The accuracy with as many training images as there are and with twice as many.</summary>
internal sealed record GrowthForecast
{
    public static GrowthForecast? Of(int trainingImages, IReadOnlyList<GrowthPoint> points, IReadOnlyList<int> groups, ulong seed) => null;
}
