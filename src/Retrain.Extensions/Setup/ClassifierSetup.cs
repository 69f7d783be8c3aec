using Microsoft.Extensions.Configuration;
using Retrain.Extensions.Models;
using Retrain.Extensions.Setup;
using Retrain.Runtime;

// The namespace is the root's and not the folder's: an app that registers a classifier needs no other.
namespace Retrain.Extensions;

/// <summary>Says where the model of a classifier service comes from, and how it is used.</summary>
public sealed class ClassifierSetup
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(2);

    private Func<ImageClassifierOptions?, ImageClassifier>? load;
    private ModelFileSet? files;
    private TimeSpan? reloadInterval;

    /// <summary>Gets or sets the options of the classifier; <see langword="null"/> for those of the training.</summary>
    public ImageClassifierOptions? Options { get; set; }


    /// <summary>Takes a model that the app was built with, or any other that a function loads.</summary>
    /// <param name="load">
    /// Loads the model with <see cref="Options"/>: the <c>Load</c> of a class that Retrain.MSBuild generated, for instance
    /// <c>FlowersModel.Load</c>.
    /// </param>
    /// <returns>This setup.</returns>
    public ClassifierSetup FromModel(Func<ImageClassifierOptions?, ImageClassifier> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        this.load = load;
        files = null;
        return this;
    }

    /// <summary>Takes a model from files.</summary>
    /// <param name="graphPath">
    /// The output_graph.pb or .onnx that training wrote. Its manifest should lie beside it: it shows whether graph and labels were written
    /// together.
    /// </param>
    /// <param name="labelsPath">The output_labels.txt.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    public ClassifierSetup FromFile(string graphPath, string labelsPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(graphPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        load = options => ImageClassifier.Load(graphPath, labelsPath, options);
        files = new ModelFileSet(graphPath, labelsPath);
        return this;
    }

    /// <summary>
    /// Loads the model of <see cref="FromFile"/> again when its files were replaced. Requests that run finish with the old model, which is
    /// then freed; later ones get the new one. Files that cannot be used are logged and change nothing.
    /// </summary>
    /// <param name="interval">
    /// The time between two looks at the files, by default 2 seconds; a change is taken once it has stood from one look to the next.
    /// </param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public ClassifierSetup ReloadOnChange(TimeSpan? interval = null)
    {
        TimeSpan given = interval ?? UsualInterval;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        reloadInterval = given;
        return this;
    }

    /// <summary>
    /// Takes settings from a section of the app's configuration: <c>Graph</c> and <c>Labels</c>, the paths of the files;
    /// <c>ReloadOnChange</c>, true or false; and the names of <see cref="ImageClassifierOptions"/>. What the section leaves out stays as it
    /// is.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="RetrainException">A setting is not known, or its value cannot be used (RT4138).</exception>
    public ClassifierSetup FromConfiguration(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        ConfiguredSetup.Apply(this, section);
        return this;
    }

    /// <summary>Ends looking at the files.</summary>
    internal void NeverReload() => reloadInterval = null;

    /// <param name="name">The classifier's name, for messages.</param>
    /// <exception cref="InvalidOperationException">The setup names no model, or reloads one that is not in files.</exception>
    internal ModelSource Require(string name)
    {
        if (load is not Func<ImageClassifierOptions?, ImageClassifier> loading)
        {
            throw new InvalidOperationException(
                $"the classifier '{name}' has no model; call FromModel, FromFile or FromConfiguration in its setup");
        }

        if (reloadInterval is not null && files is null)
        {
            throw new InvalidOperationException(
                $"the classifier '{name}' cannot reload a model that is not in files; leave ReloadOnChange out, or call FromFile");
        }

        ImageClassifierOptions? options = Options;
        return new ModelSource(() => loading(options), files, reloadInterval);
    }
}
