using Retrain.Training.Heads;

namespace Retrain.Training.Events;

/// <summary>Probabilities were brought to say how often the model is right.</summary>
internal sealed record HeadCalibrated(HeadCalibration Calibration) : TrainingEvent;
