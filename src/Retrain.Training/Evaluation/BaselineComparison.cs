using Retrain.Training.Digests;

namespace Retrain.Training.Evaluation;

/// <summary>A model beside another one, on the test images of the model's training.</summary>
/// <param name="Graph">The path of the other model's graph.</param>
/// <param name="Digest">The digest of that file.</param>
/// <param name="KnowsImages">Whether the other model's manifest says which images it was trained and validated on.</param>
/// <param name="Images">The images that both could read, in the order of the test.</param>
internal sealed record BaselineComparison(string Graph, Digest Digest, bool KnowsImages, IReadOnlyList<ComparedImage> Images)
{
    public Accuracy Model => new(Images.Count(image => image.Model.IsRight), Images.Count);

    public Accuracy Baseline => new(Images.Count(image => image.Baseline.IsRight), Images.Count);

    public McNemarTest Test => McNemarTest.Of([.. Images.Select(image => (image.Model.IsRight, image.Baseline.IsRight))]);

    /// <summary>The images that the other model was trained or validated on.</summary>
    public int KnownCount => Images.Count(image => image.Baseline.IsKnown);

    /// <summary>The comparison on the images that the other model never saw.</summary>
    public BaselineComparison OnOthers => this with { Images = [.. Images.Where(image => !image.Baseline.IsKnown)] };
}
