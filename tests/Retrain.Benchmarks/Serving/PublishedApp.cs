using Retrain.Benchmarks.Builds;

namespace Retrain.Benchmarks.Serving;

/// <summary>A user's app that classifies one photo, from the packed Retrain.Runtime, as its user publishes it.</summary>
internal static class PublishedApp
{
    private const string Program = """
        using System.Diagnostics;
        using System.Globalization;
        using Retrain.Runtime;

        long started = Stopwatch.GetTimestamp();
        using ImageClassifier classifier = ImageClassifier.Load(args[0], args[1]);
        classifier.Classify(args[2]);
        double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        long again = Stopwatch.GetTimestamp();
        classifier.Classify(args[2]);
        double second = Stopwatch.GetElapsedTime(again).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:F1} {second:F1}"));
        """;

    /// <summary>Publishes the app for this machine, without the runtime.</summary>
    /// <param name="packages">The packed packages.</param>
    /// <param name="folder">Gets the project and what is published.</param>
    /// <param name="readyToRun">Whether its assemblies are compiled beforehand.</param>
    /// <returns>The app's assembly.</returns>
    public static Task<string> PublishAsync(LocalPackages packages, string folder, bool readyToRun, CancellationToken cancellationToken)
    {
        string properties = readyToRun ? "<PublishReadyToRun>true</PublishReadyToRun>" : "";
        return new AppProject(packages, folder, Program, properties).PublishAsync(cancellationToken);
    }
}
