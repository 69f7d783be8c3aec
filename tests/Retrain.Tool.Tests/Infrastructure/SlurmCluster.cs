using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// A Slurm with two nodes on this machine, n0 and n1, and a folder that both see. A machine may be busy: what normally takes seconds has
/// minutes.
/// </summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> environment;

    private SlurmCluster() => environment = new()
    {
        ["SLURM_BASE"] = folder.PathOf("slurm"),
        ["SLURM_CONF"] = folder.PathOf("slurm/slurm.conf"),
        ["SLURM_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
        ["PATH"] = $"{folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
    };

    /// <summary>The folder that all nodes see.</summary>
    public TemporaryFolder Folder => folder;

    /// <summary>Starts the nodes; skips the calling test where there is no Slurm.</summary>
    public static async Task<SlurmCluster> StartAsync()
    {
        Engines.RequireSlurm();
        SlurmCluster cluster = new();
        if (!OperatingSystem.IsWindows())
        {
            // Its authentication refuses a folder that not everyone may enter.
            File.SetUnixFileMode(cluster.folder.Path, (UnixFileMode)0b111_001_001);
        }

        try
        {
            await cluster.UpAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets a variable of the jobs.</summary>
    public void Set(string name, string value) => environment[name] = value;

    /// <summary>Starts what is not running.</summary>
    public async Task UpAsync() => (await BashAsync(Repository.PathOf("tests/engines/slurm-up.sh"))).ShouldSucceed();

    /// <summary>Runs lines of a shell, in the folder that all nodes see.</summary>
    public Task<ToolRun> BashAsync(string script) =>
        ChildProcess.RunAsync("/bin/bash", ["-c", script], environment, TestContext.Current.CancellationToken, folder.Path);

    /// <summary>Kills the daemon of a node, and waits until the controller takes the node for lost.</summary>
    public async Task LoseAsync(string node)
    {
        (await BashAsync($"kill -9 $(cat slurm/run/slurmd.{node}.pid)")).ShouldSucceed();
        await UntilAsync(
            $"{node} is lost",
            async () => (await BashAsync($"sinfo -h -n {node} -o %t")).Output.StartsWith("down", StringComparison.Ordinal));
    }

    /// <summary>Waits for a file in the folder.</summary>
    public Task UntilFileAsync(string name) => UntilAsync(name, () => Task.FromResult(Path.Exists(folder.PathOf(name))));

    /// <summary>Waits until no job is waiting or running.</summary>
    public Task UntilDoneAsync() => UntilAsync(
        "all jobs are done", async () => await BashAsync("squeue -h") is { ExitCode: 0 } queue && queue.Output.Trim().Length == 0);

    /// <summary>A member of the description of a job or a task of an array, such as JobState.</summary>
    public async Task<string> OfJobAsync(string job, string member)
    {
        ToolRun described = (await BashAsync($"scontrol show job -o {job}")).ShouldSucceed();
        return described.Output.Split(' ', '\n').Single(word => word.StartsWith($"{member}=", StringComparison.Ordinal)).Split('=')[1];
    }

    public async ValueTask DisposeAsync()
    {
        await BashAsync(Repository.PathOf("tests/engines/slurm-down.sh"));
        folder.Dispose();
    }

    private async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                ToolRun state = await BashAsync("squeue; sinfo -N; scontrol show job -o; tail -n 30 slurm/log/*.log *.txt");
                Assert.Fail($"waited too long until {what}:\n{state.Output}\n{state.Error}");
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    // The first of three that follow one another; others take theirs from the system's range, which lies higher.
    private static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(20_000, 30_000);
            TcpListener[] listeners = [.. Enumerable.Range(port, 3).Select(number => new TcpListener(IPAddress.Loopback, number))];
            try
            {
                Array.ForEach(listeners, listener => listener.Start());
                return port;
            }
            catch (SocketException)
            {
                // One of them is in use.
            }
            finally
            {
                Array.ForEach(listeners, listener => listener.Dispose());
            }
        }
    }
}
