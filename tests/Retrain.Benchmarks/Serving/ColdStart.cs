using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime.Graphs.Sessions;

namespace Retrain.Benchmarks.Serving;

/// <summary>
/// The work of a new process that only wants one prediction. It runs before anything else of this program, which would warm it up.
/// </summary>
internal static class ColdStart
{
    private const string Network = "cold-network";

    public static string[] NetworkArguments(UntrainedModel model) => [Network, model.Onnx];

    /// <summary>Prints the milliseconds from here to the first prediction and those of a second one.</summary>
    /// <returns>Whether the arguments asked for it.</returns>
    public static bool TryRun(string[] arguments)
    {
        if (arguments is not [Network, string onnx])
        {
            return false;
        }

        long started = Stopwatch.GetTimestamp();
        using InferenceSession session = OrtSessions.Open(File.ReadAllBytes(onnx));
        RunOnBlackPhoto(session);
        double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        long again = Stopwatch.GetTimestamp();
        RunOnBlackPhoto(session);
        double second = Stopwatch.GetElapsedTime(again).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:F1} {second:F1}"));
        return true;
    }

    private static void RunOnBlackPhoto(InferenceSession session)
    {
        // [1, height, width, 3]
        long[] shape = [1, .. session.InputMetadata.Values.Single().Dimensions[1..].Select(dimension => (long)dimension)];
        using OrtValue pixels = OrtValue.CreateTensorValueFromMemory(
            new float[shape.Aggregate(1L, (product, dimension) => product * dimension)], shape);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, session.InputNames, [pixels], session.OutputNames);
    }
}
