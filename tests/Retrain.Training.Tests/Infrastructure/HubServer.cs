using System.ComponentModel;
using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Hubs;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A hub on loopback, which answers as Hugging Face's does, with a cache of the test's own.</summary>
public sealed class HubServer : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public HubServer()
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
            process = Process.Start(start)!;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip("there is no python3, which runs the hub");
            throw;
        }

        Endpoint = new Uri($"{process.StandardOutput.ReadLine()}/");
    }

    public Uri Endpoint { get; }

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
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }
}
