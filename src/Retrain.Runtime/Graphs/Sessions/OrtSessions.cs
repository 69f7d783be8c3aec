using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>Sets ONNX Runtime up: one thread per run, results that can be repeated, nothing on standard error.</summary>
internal static class OrtSessions
{
    /// <summary>The process's one environment, which logs whatever is outside a session; the program may have made it before.</summary>
    private static readonly Lazy<OrtEnv> Environment = new(CreateEnvironment);

    /// <summary>Loads the native library and makes the process's environment, unless that is done.</summary>
    /// <exception cref="RetrainException">RT2025: the library cannot be loaded.</exception>
    public static void Start()
    {
        try
        {
            _ = Environment.Value;
        }
        catch (Exception exception) when (MissingLibrary.IsCauseOf(exception))
        {
            throw MissingLibrary.Problem(exception, "ONNX Runtime", "Microsoft.ML.OnnxRuntime");
        }
    }

    /// <param name="model">The model's bytes.</param>
    /// <param name="forShapes">
    /// Whether the model's shapes are asked for and nothing is computed: constants are folded, which shapes may follow from, and weights
    /// are not laid out for the processor.
    /// </param>
    public static InferenceSession Open(byte[] model, bool forShapes = false)
    {
        Start();
        using SessionOptions options = Options();
        if (forShapes)
        {
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC;
            options.AddSessionConfigEntry("session.disable_prepacking", "1");
        }

        return new(model, options);
    }

    public static SessionOptions Options()
    {
        SessionOptions options = new()
        {
            // Photos are spread over threads, not the work of one photo: faster, and sums are always added in the same order.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };

        // On x86 without VNNI, products of 8-bit numbers would be added in 16 bits, which large weights overflow.
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        return options;
    }

    /// <summary>Returns the part of the exception's message that says what is wrong.</summary>
    public static string Reason(OnnxRuntimeException exception) => exception.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    private static OrtEnv CreateEnvironment()
    {
        if (OrtEnv.IsCreated)
        {
            return OrtEnv.Instance();
        }

        CutOffLibrary.Refuse("libonnxruntime.so");
        OrtTelemetry.Prevent();
        EnvironmentCreationOptions options = new() { logId = "retrain", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        OrtEnv environment = OrtEnv.CreateInstanceWithOptions(ref options);
        OrtTelemetry.Stop(environment);
        return environment;
    }
}
