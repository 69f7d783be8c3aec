using Retrain.Extensions.Models;
using Retrain.Runtime;

// The namespace is the root's and not the folder's: an app that uses a classifier needs no other.
namespace Retrain.Extensions;

/// <summary>
/// Keeps one model of a classifier service in memory, so that several calls get answers of the same model while a new one may
/// take its place for others.
/// </summary>
/// <remarks>Dispose of it after use, and not of the classifier. All members may be called by any number of threads at once.</remarks>
public sealed class ModelLease : IDisposable
{
    private readonly ImageClassifier classifier;
    private LoadedModel? model;

    internal ModelLease(LoadedModel model)
    {
        this.model = model;
        classifier = model.Classifier;
    }

    /// <summary>Gets the classifier; do not dispose of it.</summary>
    /// <exception cref="ObjectDisposedException">The lease is disposed.</exception>
    public ImageClassifier Classifier
    {
        get
        {
            ObjectDisposedException.ThrowIf(model is null, this);
            return classifier;
        }
    }

    /// <summary>Ends the use of the model; it may be called more than once.</summary>
    public void Dispose() => Interlocked.Exchange(ref model, null)?.Leave();
}
