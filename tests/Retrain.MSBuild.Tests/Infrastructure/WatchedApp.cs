using System.Diagnostics;
using System.Text;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>An app that a `dotnet watch` of its own runs, in a project of which it prints a line when it has started.</summary>
internal sealed class WatchedApp : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process watch;
    private readonly StringBuilder output = new();
    private int seen;

    private WatchedApp(Process watch)
    {
        this.watch = watch;
        watch.OutputDataReceived += (_, line) => Add(line.Data);
        watch.ErrorDataReceived += (_, line) => Add(line.Data);
        watch.BeginOutputReadLine();
        watch.BeginErrorReadLine();
    }

    /// <summary>Everything that was printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts `dotnet watch` in the project's folder.</summary>
    public static WatchedApp Start(UserProject project, params IReadOnlyList<string> arguments) => new(ChildProcess.Start(
        "dotnet", ["watch", "--non-interactive", .. arguments],
        new Dictionary<string, string?>(BuildEnvironment.With(project.CacheDir)) { ["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1" },
        project.Folder));

    /// <summary>Waits for a text behind that of the last wait.</summary>
    public async Task ShouldPrintAsync(string text)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            string printed = Output;
            int found = printed.IndexOf(text, seen, StringComparison.Ordinal);
            if (found >= 0)
            {
                seen = found + text.Length;
                return;
            }

            waited.Elapsed.ShouldBeLessThan(Longest, $"'{text}' was not printed:\n{printed}");
            watch.HasExited.ShouldBeFalse(printed);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends `dotnet watch` and all that it started.</summary>
    public void Dispose()
    {
        watch.Kill(entireProcessTree: true);
        watch.WaitForExit(TimeSpan.FromSeconds(10)); // without a limit, also for the compiler server, which has the same output
        watch.Dispose();
    }

    private void Add(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
