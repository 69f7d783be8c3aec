using System.Diagnostics;
using System.Security.Cryptography;
using Retrain.Benchmarks.Measurements;
using Retrain.Training.Backbones;
using Retrain.Training.Hubs;

namespace Retrain.Benchmarks.Extraction;

/// <summary>A hub's cache folder that holds one random encoder, and the time that it takes to open that.</summary>
internal static class RandomHub
{
    private const int Openings = 5;

    private static readonly string Commit = new('a', 40);
    private static readonly string Architecture = $"hf:random/encoder@{Commit}";

    /// <summary>Opens the encoder several times, and prints the median time from the folder to a backbone.</summary>
    public static Backbone Open(string cacheFolder, int width)
    {
        HubCache cache = new(cacheFolder, HubAddress.Parse(Architecture));
        Directory.CreateDirectory(cache.Snapshot(Commit));
        Directory.CreateDirectory(cache.Blob(""));
        RandomEncoder.WriteTo(cache.Snapshot(Commit), width);
        string written = cache.FileIn(Commit, "model.onnx");
        string sha256;
        using (FileStream file = File.OpenRead(written))
        {
            sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        File.Move(written, cache.Blob(sha256));
        cache.Publish(Commit, "model.onnx", sha256);
        Samples times = new(), processorTimes = new();
        Backbone? backbone = null;
        for (int i = 0; i <= Openings; i++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            backbone = OpenOnce(cacheFolder);
            if (i > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                processorTimes.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
            }
        }

        long megabytes = new FileInfo(cache.Blob(sha256)).Length / 1_000_000;
        Console.WriteLine(
            $"{megabytes} MB of a hub's cache are a backbone after {times.Median:F0} ms, {processorTimes.Median:F0} ms of them on a core "
            + $"(medians of {Openings})");
        return backbone!;
    }

    private static Backbone OpenOnce(string cacheFolder)
    {
        HubSettings settings = new() { Endpoint = new Uri("http://127.0.0.1:9/"), CacheFolder = cacheFolder, IsOffline = true };
        HubRepository repository = new(HubAddress.Parse(Architecture), settings, _ => { });
        HubSnapshot snapshot = repository.Open(CancellationToken.None);
        return BackboneFile.Load(new BackboneOptions { Architecture = Architecture }, _ => { }, snapshot, repository.Digests);
    }
}
