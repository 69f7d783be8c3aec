namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Runs work of native libraries on another thread. The process waits for it before it exits, also after an error in other work: otherwise
/// the libraries would be unloaded while it runs, and the process would crash.
/// </summary>
internal static class NativeWork
{
    public static Task Run(Action work)
    {
        Task task = Task.Run(work);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAny(task);
        return task;
    }
}
