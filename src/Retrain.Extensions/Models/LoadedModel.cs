using Retrain.Runtime;

namespace Retrain.Extensions.Models;

/// <summary>
/// A model and the number of those who use it, the last of whom frees it: a model that was replaced ends with its last call.
/// </summary>
internal sealed class LoadedModel(ImageClassifier classifier)
{
    private int users = 1; // the service itself

    public ImageClassifier Classifier => classifier;

    /// <summary>Begins to use the model, unless it has been freed.</summary>
    public bool TryEnter()
    {
        int count = Volatile.Read(ref users);
        while (count > 0)
        {
            int seen = Interlocked.CompareExchange(ref users, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }

    /// <summary>Ends a use.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            classifier.Dispose();
        }
    }
}
