using Retrain.Training.Events;

namespace Retrain.Training.Categories;

/// <summary>The categories were read.</summary>
internal sealed record CategoriesFound(int CategoryCount, int ImageCount) : TrainingEvent;
