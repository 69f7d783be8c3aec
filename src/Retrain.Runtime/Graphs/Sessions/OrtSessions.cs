using Microsoft.ML.OnnxRuntime;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>How ONNX Runtime is set up everywhere: one thread per run, results that can be repeated, nothing on standard error.</summary>
internal static class OrtSessions
{
    /// <summary>What is logged outside a session goes to the process's one environment, which a program may have made before us.</summary>
    private static readonly Lazy<OrtEnv> Environment = new(CreateEnvironment);

    /// <summary>Loads the native library and makes the process's environment, unless that is done.</summary>
    public static void Start() => _ = Environment.Value;

    public static InferenceSession Open(byte[] model)
    {
        Start();
        using SessionOptions options = Options();
        return new(model, options);
    }

    public static SessionOptions Options() => new()
    {
        // Photos are spread over threads, not the work of one photo: faster, and sums are always added in the same order.
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    /// <summary>The part of its message that says what is wrong.</summary>
    public static string Reason(OnnxRuntimeException exception) => exception.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    private static OrtEnv CreateEnvironment()
    {
        if (OrtEnv.IsCreated)
        {
            return OrtEnv.Instance();
        }

        EnvironmentCreationOptions options = new() { logId = "retrain", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
