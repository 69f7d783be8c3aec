namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Runs work of native libraries on another thread. The process waits for it before it exits, also after an error in other work: otherwise
/// the libraries would be unloaded while it runs, and the process would crash.
/// </summary>
internal static class NativeWork
{
    /// <param name="work">The work.</param>
    /// <param name="after">Other work to wait for, whether it succeeds or not; <see langword="null"/> for none.</param>
    public static Task Run(Action work, Task? after = null)
    {
        Task task = after is null ? Task.Run(work) : after.ContinueWith(_ => work(), TaskScheduler.Default);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAny(task);
        return task;
    }
}
