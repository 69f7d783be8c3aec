namespace Retrain.Training.Events;

/// <summary>The categories were read.</summary>
internal sealed record CategoriesFound(int CategoryCount, int ImageCount) : TrainingEvent;
