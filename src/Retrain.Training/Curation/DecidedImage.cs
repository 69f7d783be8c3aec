using Retrain.Training.Decisions;
using Retrain.Training.Images;

namespace Retrain.Training.Curation;

/// <summary>An image that a person decided about.</summary>
internal sealed record DecidedImage(LabeledImage Image, Decision Decision)
{
    public bool IsRemoved => Decision.Label is null;

    /// <summary>Whether it does not lie where it belongs.</summary>
    public bool IsChange => Decision.Label != Image.Label;
}
