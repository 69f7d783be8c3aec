namespace Retrain.Runtime.Images;

/// <summary>The order in which a network takes the channels of a pixel.</summary>
internal enum ChannelOrder
{
    Rgb,
    Bgr,
}
