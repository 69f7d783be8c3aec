namespace Retrain.Training.Evaluation;

/// <summary>A test image with the answers of two models.</summary>
/// <param name="Model">The answer of the model.</param>
/// <param name="Baseline">The answer of the baseline.</param>
internal sealed record ComparedImage(TestedImage Model, TestedImage Baseline)
{
    /// <summary>Whether only the model names it rightly.</summary>
    public bool IsFixed => Model.IsRight && !Baseline.IsRight;

    /// <summary>Whether only the baseline names it rightly.</summary>
    public bool IsBroken => !Model.IsRight && Baseline.IsRight;
}
