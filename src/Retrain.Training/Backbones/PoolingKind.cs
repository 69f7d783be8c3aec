namespace Retrain.Training.Backbones;

/// <summary>The kinds of pooling, by which a tensor with several rows for an image becomes one row.</summary>
internal enum PoolingKind
{
    /// <summary>The first token, which stands for the whole image where the network has such a token.</summary>
    FirstToken,

    /// <summary>The mean over all tokens.</summary>
    MeanOfTokens,

    /// <summary>The mean over height and width.</summary>
    MeanOfPixels,
}
