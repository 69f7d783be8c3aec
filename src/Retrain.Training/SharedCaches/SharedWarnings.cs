using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Tells of each kind of problem with a shared cache once, however many objects have it. Any number of threads may use it.
/// </summary>
/// <param name="store">The address of the store, without credentials.</param>
/// <param name="tell">Receives the warnings, from any thread.</param>
internal sealed class SharedWarnings(string store, Action<Diagnostic> tell)
{
    private readonly HashSet<string> told = [];

    /// <summary>Tells of a problem, unless one with its code was told.</summary>
    public void Tell(Diagnostic problem)
    {
        lock (told)
        {
            if (!told.Add(problem.Code))
            {
                return;
            }
        }

        tell(problem);
    }

    /// <summary>Tells that the store did not do what it was asked for.</summary>
    /// <param name="isWrite">Whether it was asked to be written.</param>
    public void TellFailed(StoreException failure, bool isWrite) => Tell(isWrite
        ? SharedCacheDiagnostics.NotWritable(store, failure.Message, failure.Advice)
        : SharedCacheDiagnostics.Unusable(store, failure.Message, failure.Advice));
}
