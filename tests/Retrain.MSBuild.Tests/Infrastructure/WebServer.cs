using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>A built web app, on a port that was free.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly Process process;

    private WebServer(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    public string Address { get; }

    /// <summary>Starts an app and waits until it listens.</summary>
    /// <param name="project">The project's folder, in which wwwroot lies.</param>
    /// <param name="name">The app's name.</param>
    /// <param name="environment">The environment variables of the process.</param>
    public static async Task<WebServer> StartAsync(string project, string name, Dictionary<string, string?> environment)
    {
        const string Listening = "Now listening on: ";
        Process process = ChildProcess.Start(
            "dotnet", [Path.Combine(project, "bin", "Debug", "net10.0", name + ".dll"), "--urls", "http://127.0.0.1:0"],
            environment, project);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is string line)
        {
            int found = line.IndexOf(Listening, StringComparison.Ordinal);
            if (found >= 0)
            {
                // Read on, or a full pipe would stop the app.
                process.BeginErrorReadLine();
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new WebServer(process, line[(found + Listening.Length)..].Trim());
            }
        }

        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        throw new InvalidOperationException($"{name} did not listen: {error}");
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
