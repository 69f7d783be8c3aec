namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>The order in which an ONNX value holds a TensorFlow tensor's dimensions.</summary>
internal enum Layout
{
    /// <summary>TensorFlow's own order.</summary>
    AsWritten,

    /// <summary>[batch, height, width, channels] in TensorFlow, held as [batch, channels, height, width].</summary>
    ChannelsFirst,
}
