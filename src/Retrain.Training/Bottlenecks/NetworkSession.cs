using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;

namespace Retrain.Training.Bottlenecks;

/// <summary>The session of a backbone: opened when the first image needs it, or ahead of that, beside other work.</summary>
internal sealed class NetworkSession : IDisposable
{
    private readonly Backbone backbone;

    // When everything is cached no network is started.
    private Lazy<GraphSession> session;
    private Lazy<Task> opening;
    private Task closing = Task.CompletedTask;

    public NetworkSession(Backbone backbone)
    {
        this.backbone = backbone;
        Prepare();
    }

    /// <summary>The session, which any number of threads may use at once.</summary>
    /// <exception cref="RetrainException">The network cannot be run.</exception>
    public GraphSession Value => session.Value;

    /// <summary>Begins to open it, from any thread. Where that fails, the first image that needs it has the problem.</summary>
    public void OpenAhead() => _ = opening.Value;

    /// <summary>Frees the network's memory, until it is needed again. One that is still being opened is closed when it is open.</summary>
    public void Close()
    {
        Lazy<GraphSession> opened = session;
        if (opening.IsValueCreated && !opening.Value.IsCompleted)
        {
            closing = NativeWork.Run(() => Close(opened), after: opening.Value);
        }
        else
        {
            Close(opened);
        }

        Prepare();
    }

    public void Dispose()
    {
        if (opening.IsValueCreated)
        {
            Task.WaitAny(opening.Value);
        }

        Close(session);
        Task.WaitAny(closing);
    }

    private static void Close(Lazy<GraphSession> session)
    {
        if (session.IsValueCreated)
        {
            session.Value.Dispose();
        }
    }

    [MemberNotNull(nameof(session), nameof(opening))]
    private void Prepare()
    {
        session = new(backbone.OpenSession);
        opening = new(() => NativeWork.Run(() => _ = session.Value));
    }
}
