using System.Reflection;
using Retrain.Runtime.Models;

// The namespace is the root's and not the folder's: an app that asks a model about itself needs no other.
namespace Retrain.Runtime;

/// <summary>Tells what a model says of itself, as its training wrote it into the manifest.</summary>
/// <remarks>Thread-safe: it does not change, and keeps neither the network nor a file open.</remarks>
public sealed class ModelDescription
{
    private readonly Lazy<MeasuredAccuracy?> testAccuracy;
    private readonly Lazy<IReadOnlyList<TrainedLabel>> trainedOn;

    /// <param name="labels">The labels in the order of the graph's probabilities.</param>
    /// <param name="manifest">The manifest; <see langword="null"/> where there is none.</param>
    /// <param name="graphDigest">The digest of the graph, in hexadecimal; <see langword="null"/> where it is not known.</param>
    internal ModelDescription(IReadOnlyList<string> labels, Manifest? manifest, string? graphDigest)
    {
        Labels = labels;
        BackboneName = manifest?.BackboneName;
        Digest = FileDigests.LowerCase(graphDigest);
        testAccuracy = new(() => manifest?.Facts.ReadTestAccuracy());
        trainedOn = new(() => manifest?.Facts.ReadTrainedOn() ?? []);
    }

    /// <summary>Gets the labels in the order of the graph's probabilities, which is that of the labels file.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>
    /// Gets the accuracy of the final test; <see langword="null"/> where no image was left for one, or no manifest says it.
    /// </summary>
    public MeasuredAccuracy? TestAccuracy => testAccuracy.Value;

    /// <summary>
    /// Gets the network that the model was trained on, for instance <c>efficientnet_lite0</c>; <see langword="null"/> where no manifest
    /// says it.
    /// </summary>
    public string? BackboneName { get; }

    /// <summary>Gets the number of images of each label in the training; empty where no manifest says it.</summary>
    public IReadOnlyList<TrainedLabel> TrainedOn => trainedOn.Value;

    /// <summary>
    /// Gets the SHA-256 digest of the graph's file, 64 hexadecimal digits in lower case, by which models can be told apart;
    /// <see langword="null"/> for a graph without a manifest.
    /// </summary>
    public string? Digest { get; }

    /// <summary>Reads what an embedded model says of itself, without loading its network.</summary>
    /// <param name="assembly">
    /// The app's assembly, with the resources of <see cref="ImageClassifier.Load(Assembly, string, ImageClassifierOptions?)"/>.
    /// </param>
    /// <param name="modelName">The name of the RetrainModel item, for instance <c>Flowers</c>; upper and lower case differ.</param>
    /// <returns>The description.</returns>
    /// <exception cref="RetrainException">
    /// A resource is missing (RT2018), or the manifest is damaged (RT2019) or of a format that is not known (RT2020).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="modelName"/> is empty.</exception>
    public static ModelDescription Read(Assembly assembly, string modelName)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(modelName);
        return new EmbeddedModel(assembly, modelName).ReadDescription();
    }

    /// <summary>Reads what a model in files says of itself, without loading its network.</summary>
    /// <param name="graphPath">The trained graph, beside which its manifest lies.</param>
    /// <param name="labelsPath">Its labels.</param>
    /// <returns>The description; only labels where no manifest of that graph lies beside it.</returns>
    /// <exception cref="RetrainException">
    /// A file cannot be read (RT2002, RT2016), or the files were not written together (RT2017, RT2024).
    /// </exception>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    public static ModelDescription Read(string graphPath, string labelsPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        return new ModelFiles(graphPath, labelsPath, _ => { }).ReadDescription();
    }
}
