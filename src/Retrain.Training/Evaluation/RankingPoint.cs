namespace Retrain.Training.Evaluation;

/// <summary>The images whose probability of a label reaches a threshold.</summary>
/// <param name="Right">Those that have the label: true positives.</param>
/// <param name="Wrong">Those that have another: false positives.</param>
internal readonly record struct RankingPoint(int Right, int Wrong);
