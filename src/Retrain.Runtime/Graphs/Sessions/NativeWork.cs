namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Work of native libraries on another thread. The process waits for it at its end, as after an error in what is done meanwhile: otherwise
/// the libraries are taken down under it, and the process crashes.
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
