namespace Retrain.Training.Backbones;

/// <summary>How a tensor that has several values of each kind for an image becomes one row of values.</summary>
internal enum PoolingKind
{
    /// <summary>The first token, which stands for the whole image where the network has such a token.</summary>
    FirstToken,

    /// <summary>The mean over all tokens.</summary>
    MeanOfTokens,

    /// <summary>The mean over height and width.</summary>
    MeanOfPixels,
}
