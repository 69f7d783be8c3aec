namespace Retrain.Training.PublishedEncoders;

/// <summary>The size to which a class of transformers resizes, given the one in its file.</summary>
internal enum ProcessorScaling
{
    /// <summary>The size itself.</summary>
    None,

    /// <summary>Below 384, the shorter edge becomes size / crop_pct, and the centre is cut out; from 384 on, a square is made.</summary>
    ConvNext,

    /// <summary>The shorter edge becomes 256 / 224 of the size.</summary>
    Levit,

    /// <summary>The shorter edge becomes size / crop_pct.</summary>
    PoolFormer,
}
