using System.Diagnostics;
using Retrain.Benchmarks.Measurements;
using Retrain.Runtime;

namespace Retrain.Benchmarks.Serving;

/// <summary>Uploads as the clients of a web app send them: each a stream, many at once, good photos and garbage.</summary>
/// <param name="classifier">Computes on all cores.</param>
/// <param name="photos">The bytes of the photos.</param>
internal sealed class UploadLoad(ImageClassifier classifier, IReadOnlyList<byte[]> photos)
{
    private const double Load = 0.8;
    private const int Clients = 64;

    private double imagesPerSecond;

    /// <summary>Photos one after another, and all at once, with and without async, in turn.</summary>
    public async Task MeasureOverheadAsync(int rounds)
    {
        Samples one = new(), many = new(), rate = new();
        for (int round = 0; round <= rounds; round++)
        {
            double blocking = 0, awaited = 0;
            foreach (byte[] photo in photos)
            {
                blocking += Seconds(() => classifier.Classify(photo));
                awaited += await SecondsAsync(() => classifier.ClassifyAsync(new MemoryStream(photo)));
            }

            double allBlocking = Seconds(() => Parallel.ForEach(photos, photo => classifier.Classify(photo)));
            double allAwaited = await SecondsAsync(() =>
                Task.WhenAll(photos.Select(photo => Task.Run(() => classifier.ClassifyAsync(new MemoryStream(photo))))));
            if (round > 0)
            {
                one.Add(100 * ((awaited / blocking) - 1));
                many.Add(100 * ((allAwaited / allBlocking) - 1));
                rate.Add(photos.Count / allAwaited);
            }
        }

        Console.WriteLine(
            $"async takes {one.Median:F1}% more for a photo alone ({one.Min:F1} to {one.Max:F1}), {many.Median:F1}% for {photos.Count} "
            + $"at once ({many.Min:F1} to {many.Max:F1}); {rate.Median:F0} images/s");
        imagesPerSecond = rate.Median;
    }

    /// <summary>
    /// Photos, as many a second as four fifths of the cores can do, that come evenly or at random (a Poisson process, of which even two
    /// servers that always take the same time answer 99% within 3.8 times the median).
    /// </summary>
    public async Task MeasureLatencyAsync(int seconds, bool isRandom)
    {
        Random random = new(1);
        double perSecond = Load * imagesPerSecond;
        List<Task<double>> requests = [];
        long started = Stopwatch.GetTimestamp();
        for (double due = 0; due < seconds; due += (isRandom ? -Math.Log(1 - random.NextDouble()) : 1) / perSecond)
        {
            // Slept until a little before, as a timer is late by a millisecond.
            double left = due - Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (left > 0.002)
            {
                await Task.Delay(TimeSpan.FromSeconds(left - 0.0015));
            }

            double arrival = due;
            byte[] photo = photos[requests.Count % photos.Count];
            requests.Add(Task.Run(async () =>
            {
                await classifier.ClassifyAsync(new MemoryStream(photo));
                return 1e3 * (Stopwatch.GetElapsedTime(started).TotalSeconds - arrival);
            }));
        }

        double[] milliseconds = [.. (await Task.WhenAll(requests)).Order()];
        double median = milliseconds[milliseconds.Length / 2], p99 = milliseconds[(int)(milliseconds.Length * 0.99)];
        Console.WriteLine(
            $"{milliseconds.Length} requests, {perSecond:F0} a second {(isRandom ? "at random" : "evenly")} "
            + $"({100 * Load:F0}% of what async gives): median {median:F1} ms, 99% below {p99:F1} ms, "
            + $"{p99 / median:F1} times the median");
    }

    /// <summary>Clients that send the next upload when the last is answered, every third of them no image.</summary>
    public async Task MeasureGarbageAsync(int seconds)
    {
        int answered = 0, refused = 0, wrong = 0;
        long started = Stopwatch.GetTimestamp();
        Task all = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            Random random = new(client);
            for (int number = client; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; number++)
            {
                bool isGarbage = number % 3 == 0;
                byte[] photo = photos[number % photos.Count];
                bool isRefused = false;
                try
                {
                    await classifier.ClassifyAsync(new MemoryStream(isGarbage ? Garbage(photo, random) : photo));
                }
                catch (RetrainException)
                {
                    isRefused = true;
                }

                Interlocked.Increment(ref isRefused ? ref refused : ref answered);
                if (isRefused != isGarbage)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })));
        List<string> memory = [];
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(seconds / 6.0)));
            memory.Add($"{Environment.WorkingSet / 1e6:F0}");
        }

        await all;
        Console.WriteLine(
            $"{Clients} clients for {seconds} s: {answered} photos answered, {refused} uploads refused, {wrong} of them wrongly; "
            + $"memory {string.Join(", ", memory)} MB");
    }

    // Bytes that no decoder takes for an image, and the first half of a photo.
    private static byte[] Garbage(byte[] photo, Random random)
    {
        if (random.Next(2) == 0)
        {
            return photo[..(photo.Length / 2)];
        }

        byte[] noise = new byte[photo.Length];
        random.NextBytes(noise);
        noise[0] = 0;
        return noise;
    }

    private static double Seconds(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        long started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
