using Microsoft.Extensions.Configuration;
using Retrain.Extensions.Setup;
using Retrain.Runtime;

// The namespace is the root's and not the folder's: an app that registers an embedder needs no other.
namespace Retrain.Extensions;

/// <summary>Says where the model of an embedder comes from, and how it is used.</summary>
public sealed class EmbedderSetup
{
    private Func<ImageClassifierOptions?, ImageEmbedder>? load;

    /// <summary>Gets or sets the options of the model; <see langword="null"/> for those of the training.</summary>
    public ImageClassifierOptions? Options { get; set; }

    /// <summary>Takes a model that the app was built with, or any other that a function loads.</summary>
    /// <param name="load">
    /// Loads the model with <see cref="Options"/>: the <c>LoadEmbedder</c> of a class that Retrain.MSBuild generated, for instance
    /// <c>FlowersModel.LoadEmbedder</c>.
    /// </param>
    /// <returns>This setup.</returns>
    public EmbedderSetup FromModel(Func<ImageClassifierOptions?, ImageEmbedder> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        this.load = load;
        return this;
    }

    /// <summary>Takes a model from its file.</summary>
    /// <param name="graphPath">The output_graph.pb or .onnx that training wrote; its manifest, which may lie beside it, names it.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public EmbedderSetup FromFile(string graphPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        return FromModel(options => ImageEmbedder.Load(graphPath, options));
    }

    /// <summary>
    /// Takes settings from a section of the app's configuration: <c>Graph</c>, the path of the file, and the names of
    /// <see cref="ImageClassifierOptions"/>. What the section leaves out stays as it is.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="RetrainException">A setting is not known, or its value cannot be used (RT4138).</exception>
    public EmbedderSetup FromConfiguration(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        ConfiguredSetup.Apply(this, section);
        return this;
    }

    /// <param name="name">The embedder's name, for messages.</param>
    /// <exception cref="InvalidOperationException">The setup names no model.</exception>
    internal ImageEmbedder Load(string name) => load is null
        ? throw new InvalidOperationException(
            $"the embedder '{name}' has no model; call FromModel, FromFile or FromConfiguration in its setup")
        : load(Options);
}
