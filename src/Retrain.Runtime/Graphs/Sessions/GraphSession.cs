using System.Buffers;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.OnnxShapes;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// A part of a network, from one tensor to another, ready to run on ONNX Runtime. Each run uses the calling thread alone and holds one
/// image, so many threads may run one session at once, and the values for an image depend neither on their number nor on other images.
/// </summary>
internal sealed class GraphSession : IDisposable
{
    private const int MaximumFixedBatch = 1024; // an image is run with copies that fill the batch

    private readonly InferenceSession session;
    private readonly RunOptions runOptions;
    private readonly string[] inputNames;
    private readonly string[] outputNames;
    private readonly string outputTensor; // its name in the graph's file
    private readonly string? origin;
    private readonly int fixedBatch; // how many images a run takes; 0 where the graph leaves it open

    private GraphSession(InferenceSession session, string inputName, string outputName, string outputTensor, string? origin)
    {
        this.session = session;
        this.outputTensor = outputTensor;
        this.origin = origin;
        inputNames = [inputName];
        outputNames = [outputName];
        runOptions = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        InputShape = FloatShape(session.InputMetadata[inputName], inputName);
        OutputShape = FloatShape(session.OutputMetadata[outputName], outputName);
        InputLength = LengthPerImage(InputShape, inputName, imagesPerRun: 0);
        fixedBatch = FixedBatch(InputShape) is > 0 and int images ? images : FixedBatch(OutputShape);
        OutputLength = LengthPerImage(OutputShape, outputTensor, fixedBatch);
        if (fixedBatch > MaximumFixedBatch || (long)fixedBatch * Math.Max(InputLength, OutputLength) > int.MaxValue / sizeof(float))
        {
            throw new RetrainException(GraphDiagnostics.TooMuchMemory(
                origin, inputName, "Placeholder", $"takes {fixedBatch} images at a time, more than are run for one image"));
        }
    }

    /// <summary>The shape of the input, for instance [?, 224, 224, 3].</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of the output, for instance [?, 1280].</summary>
    public TensorShape OutputShape { get; }

    /// <summary>The number of values of an image that is fed: height * width * channels.</summary>
    public int InputLength { get; }

    /// <summary>The number of values that are computed for an image.</summary>
    public int OutputLength { get; }

    /// <summary>Makes the part of a network from one tensor to another ready to run.</summary>
    /// <param name="graph">The network; it is not needed afterwards.</param>
    /// <param name="inputTensor">The tensor that images are fed to, channels last whatever the network's own order.</param>
    /// <param name="outputTensor">The tensor that is computed, as float32 values.</param>
    /// <param name="inputShape">[batch, height, width, 3]; a TensorFlow graph needs it only where it leaves height and width open.</param>
    /// <param name="forShapes">Whether its shapes are asked for and it is not run.</param>
    public static GraphSession Create(
        NetworkGraph graph, string inputTensor, string outputTensor, TensorShape? inputShape = null, bool forShapes = false)
    {
        switch (graph)
        {
            case FrozenGraph frozen:
                ConvertedModel converted = OnnxConverter.Convert(
                    frozen, [inputTensor], [outputTensor], inputShape, feedsFloats: true);
                RefuseOtherTypes(converted, graph.Origin);
                return Open(converted.ToByteArray(), converted.Graph, outputTensor, graph.Origin, forShapes);
            case OnnxModel model:
                ArgumentNullException.ThrowIfNull(inputShape);
                ModelProto cut = OnnxCut.ForPixels(model, inputTensor, outputTensor, inputShape);
                ModelShapes.Check(cut, graph.Origin);
                return forShapes ? OpenOutline(cut, outputTensor, graph.Origin) : Open(cut, outputTensor, graph.Origin);
            default:
                throw new ArgumentOutOfRangeException(nameof(graph), graph, "unknown kind of graph");
        }
    }

    /// <param name="model">A model that takes images with channels last, all in float32; it is not needed afterwards.</param>
    /// <param name="outputTensor">The name of the output in the file, for messages.</param>
    /// <param name="origin">The file, for messages.</param>
    public static GraphSession Open(ModelProto model, string outputTensor, string? origin) =>
        Open(BytesOf(model), model.Graph, outputTensor, origin, forShapes: false);

    // Most of the time that a session takes goes into weights, which have no influence on shapes.
    private static GraphSession OpenOutline(ModelProto model, string outputTensor, string? origin)
    {
        ModelProto outline = OnnxCut.WithoutWeights(model);
        try
        {
            return Open(BytesOf(outline), outline.Graph, outputTensor, origin, forShapes: true);
        }
        catch (RetrainException)
        {
            // An op may demand that a weight is constant. If the model itself is at fault, this finds it too.
            return Open(BytesOf(model), model.Graph, outputTensor, origin, forShapes: true);
        }
    }

    private static byte[] BytesOf(ModelProto model)
    {
        byte[] bytes = LargeArray.Allocate(model.CalculateSize());
        model.WriteTo(bytes.AsSpan());
        return bytes;
    }

    private static GraphSession Open(byte[] model, GraphProto graph, string outputTensor, string? origin, bool forShapes)
    {
        InferenceSession? session = null;
        try
        {
            session = OrtSessions.Open(model, forShapes);
            return new(session, graph.Input[0].Name, graph.Output[0].Name, outputTensor, origin);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new RetrainException(GraphDiagnostics.RuntimeFailed(origin, outputTensor, OrtSessions.Reason(exception)), exception);
        }
        catch (RetrainException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Runs some images, each alone. Any number of threads may call it at once.</summary>
    /// <param name="input">The images one after another, each of <see cref="InputLength"/> values: rows of pixels, channels last.</param>
    /// <param name="batch">The number of images.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> values per image.</param>
    public void Run(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        if (input.Length != (long)batch * InputLength || output.Length != (long)batch * OutputLength)
        {
            throw new ArgumentException(
                $"{batch} images are {batch} * {InputLength} values in and {batch} * {OutputLength} out, "
                + $"not {input.Length} and {output.Length}",
                nameof(batch));
        }

        // Alone, whatever the network: a scale that it takes from its whole input, as DynamicQuantizeLinear does, would be that of all
        // images of a batch, and of several images a kernel may add the same numbers in another order.
        for (int i = 0; i < batch; i++)
        {
            ReadOnlySpan<float> image = input.Slice(i * InputLength, InputLength);
            Span<float> values = output.Slice(i * OutputLength, OutputLength);
            if (fixedBatch > 1)
            {
                RunFilled(image, values);
            }
            else
            {
                RunOnce(image, 1, values);
            }
        }
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }

    // Some graphs were exported for several images at a time: copies take the other places, so that each place has the same values.
    private void RunFilled(ReadOnlySpan<float> image, Span<float> values)
    {
        float[] filled = ArrayPool<float>.Shared.Rent(fixedBatch * InputLength);
        float[] computed = ArrayPool<float>.Shared.Rent(fixedBatch * OutputLength);
        for (int place = 0; place < fixedBatch; place++)
        {
            image.CopyTo(filled.AsSpan(place * InputLength));
        }

        RunOnce(filled.AsSpan(0, fixedBatch * InputLength), fixedBatch, computed.AsSpan(0, fixedBatch * OutputLength));
        computed.AsSpan(0, OutputLength).CopyTo(values);
        ArrayPool<float>.Shared.Return(filled);
        ArrayPool<float>.Shared.Return(computed);
    }

    private unsafe void RunOnce(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        fixed (float* inputs = input, outputs = output)
        {
            try
            {
                using OrtValue inputValue = Wrap(inputs, InputShape, batch, input.Length);
                using OrtValue outputValue = Wrap(outputs, OutputShape, batch, output.Length);
                session.Run(runOptions, inputNames, [inputValue], outputNames, [outputValue]);
            }
            catch (OnnxRuntimeException exception)
            {
                throw new RetrainException(
                    GraphDiagnostics.RuntimeFailed(origin, outputTensor, OrtSessions.Reason(exception)), exception);
            }
        }
    }

    /// <summary>Lends memory to ONNX Runtime for one run, so that neither side copies.</summary>
    private static unsafe OrtValue Wrap(float* values, TensorShape shape, int batch, int length) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        TensorElementType.Float,
        (FixedBatch(shape) > 0 ? shape : shape.With(0, batch)).Dimensions.ToArray(),
        (IntPtr)values,
        (long)length * sizeof(float));

    private static TensorShape FloatShape(NodeMetadata metadata, string name) => metadata.ElementDataType is not TensorElementType.Float
        ? throw new InvalidOperationException($"'{name}' became a tensor of {metadata.ElementDataType}")
        : metadata.Dimensions.Length > 0
            ? TensorShape.Of([.. metadata.Dimensions.Select(dimension => (long)dimension)])
            : TensorShape.Unknown;

    private static int FixedBatch(TensorShape shape) => shape is { HasRank: true, Rank: > 0 } ? (int)Math.Max(shape[0], 0) : 0;

    /// <param name="shape">The shape of the whole tensor.</param>
    /// <param name="name">The tensor.</param>
    /// <param name="imagesPerRun">
    /// The batch that the graph is fixed to, of which the tensor need not have a dimension (a graph may squeeze a batch of 1 away); 0 where
    /// the first dimension is the batch.
    /// </param>
    private int LengthPerImage(TensorShape shape, string name, int imagesPerRun)
    {
        long? length = imagesPerRun > 0 && shape.LengthFrom(0) is { } whole && whole % imagesPerRun is 0
            ? whole / imagesPerRun
            : shape.LengthFrom(1);
        return length is > 0 and <= int.MaxValue / sizeof(float)
            ? (int)length.Value
            : throw new RetrainException(GraphDiagnostics.UnknownSize(origin, name, shape.ToString()));
    }

    private static void RefuseOtherTypes(ConvertedModel model, string? origin)
    {
        foreach (ValueInfoProto value in model.Graph.Input.Concat(model.Graph.Output))
        {
            TensorProto.Types.DataType type = (TensorProto.Types.DataType)value.Type.TensorType.ElemType;
            if (type is not TensorProto.Types.DataType.Float)
            {
                throw new RetrainException(GraphDiagnostics.NotFloat(origin, value.Name, $"{type}".ToLowerInvariant()));
            }
        }
    }
}
