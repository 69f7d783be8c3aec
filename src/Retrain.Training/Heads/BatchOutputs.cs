namespace Retrain.Training.Heads;

/// <summary>The outputs of a head for a batch, an example after the other.</summary>
/// <param name="Logits">// [batch, labelCount]</param>
/// <param name="Probabilities">They are empty where only logits are wanted. // [batch, labelCount]</param>
internal sealed record BatchOutputs(float[] Logits, float[] Probabilities)
{
    /// <summary>Makes room for both outputs of a batch.</summary>
    public static BatchOutputs For(int batchSize, int labelCount)
    {
        int count = checked(batchSize * labelCount);
        return new(new float[count], new float[count]);
    }

    /// <summary>Makes room for the logits of a batch.</summary>
    public static BatchOutputs ForLogits(int batchSize, int labelCount) => new(new float[checked(batchSize * labelCount)], []);
}
