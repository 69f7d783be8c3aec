namespace Retrain.Runtime;

/// <summary>Counts the calls that use a resource, so that it is freed when the last of them has ended, and never during one.</summary>
/// <param name="resource">The resource that the calls use: native memory that must not be freed during a call.</param>
internal sealed class RunningCalls(IDisposable resource)
{
    private readonly object gate = new();
    private int count;
    private bool isClosed;

    /// <summary>Begins a call, which ends when the result is disposed.</summary>
    /// <param name="owner">The object that the exception names as disposed.</param>
    /// <exception cref="ObjectDisposedException"><see cref="Close"/> was called.</exception>
    public Call Begin(object owner)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, owner);
            count++;
        }

        return new Call(this);
    }

    /// <summary>Lets no further call begin and frees the resource, at once or when the last call ends; does not wait for it.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            if (count > 0)
            {
                return;
            }
        }

        resource.Dispose();
    }

    private void End()
    {
        lock (gate)
        {
            count--;
            if (count > 0 || !isClosed)
            {
                return;
            }
        }

        resource.Dispose();
    }

    /// <summary>A call that runs; it may end on another thread than it began on.</summary>
    internal readonly struct Call(RunningCalls calls) : IDisposable
    {
        public void Dispose() => calls.End();
    }
}
