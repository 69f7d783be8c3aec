namespace Retrain.Training.Events;

/// <summary>The bottlenecks were scaled to suit the learning rate.</summary>
internal sealed record BottlenecksScaled(double RootMeanSquare, float Factor) : TrainingEvent;
