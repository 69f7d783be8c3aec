using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;

namespace Retrain.Training.Bottlenecks;

/// <summary>The session of a backbone: opened when the first image needs it, or ahead of that, beside other work.</summary>
internal sealed class NetworkSession(Backbone backbone) : IDisposable
{
    // When everything is cached no network is started.
    private Lazy<GraphSession> session = new(backbone.OpenSession);
    private Task? opening;

    /// <summary>The session, which any number of threads may use at once.</summary>
    /// <exception cref="RetrainException">The network cannot be run.</exception>
    public GraphSession Value => session.Value;

    /// <summary>Begins to open it. Where that fails, the first image that needs it has the problem.</summary>
    public void OpenAhead() => opening ??= NativeWork.Run(() => _ = session.Value);

    /// <summary>Frees the network's memory, until it is needed again.</summary>
    public void Close()
    {
        Dispose();
        opening = null;
        session = new(backbone.OpenSession);
    }

    public void Dispose()
    {
        if (opening is not null)
        {
            Task.WaitAny(opening);
        }

        if (session.IsValueCreated)
        {
            session.Value.Dispose();
        }
    }
}
