using System.ComponentModel;
using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Hubs;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A hub on loopback, which answers as Hugging Face's does, with a cache of the test's own.</summary>
public sealed class HubServer : IDisposable
{
    private readonly TemporaryFolder folder = new();
    // Begun by the first test: a fixture that skips in its own constructor fails all tests instead.
    private readonly Lazy<(Process Process, Uri Endpoint)> running;

    public HubServer() => running = new(Start);

    public Uri Endpoint => running.Value.Endpoint;

    /// <summary>The hub while it runs; skips the calling test where it cannot.</summary>
    public HubServer Running()
    {
        _ = running.Value;
        return this;
    }

    /// <summary>The folder of the caches, one for each test.</summary>
    public string CacheOf(string test) => folder.PathOf(Path.Combine("caches", test));

    public HubServer Publish(string repository, string file, byte[] content)
    {
        folder.Write(Path.Combine("hub", repository, file), content);
        return this;
    }

    internal HubSettings Settings(string test, string? token = null, bool isOffline = false, double patienceSeconds = 60) => new()
    {
        Endpoint = Endpoint,
        CacheFolder = CacheOf(test),
        Token = token,
        IsOffline = isOffline,
        Patience = TimeSpan.FromSeconds(patienceSeconds),
    };

    public void Dispose()
    {
        if (running.IsValueCreated)
        {
            using Process process = running.Value.Process;
            process.StandardInput.Close();
            process.WaitForExit();
        }

        folder.Dispose();
    }

    private (Process Process, Uri Endpoint) Start()
    {
        string script = ReferenceData.PathOf("engines/hub.py");
        Directory.CreateDirectory(folder.PathOf("hub"));
        ProcessStartInfo start = new("python3", [script, folder.PathOf("hub")])
        {
            RedirectStandardInput = true, // it ends with its standard input
            RedirectStandardOutput = true,
        };
        try
        {
            Process process = Process.Start(start)!;
            return (process, new Uri($"{process.StandardOutput.ReadLine()}/"));
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip("there is no python3, which runs the hub");
            throw;
        }
    }
}
