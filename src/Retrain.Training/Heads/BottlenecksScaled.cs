using Retrain.Training.Events;

namespace Retrain.Training.Heads;

/// <summary>The bottlenecks were scaled to suit the learning rate.</summary>
internal sealed record BottlenecksScaled(double RootMeanSquare, float Factor) : TrainingEvent;
