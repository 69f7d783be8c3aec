using Retrain.Training.Events;

namespace Retrain.Training.Calibration;

/// <summary>Probabilities were calibrated to say how often the model is right, and it is known which labels can be believed.</summary>
internal sealed record HeadCalibrated(HeadCalibration Calibration) : TrainingEvent;
