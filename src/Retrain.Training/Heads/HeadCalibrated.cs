using Retrain.Training.Events;

namespace Retrain.Training.Heads;

/// <summary>Probabilities were brought to say how often the model is right.</summary>
internal sealed record HeadCalibrated(HeadCalibration Calibration) : TrainingEvent;
