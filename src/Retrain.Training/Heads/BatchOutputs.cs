namespace Retrain.Training.Heads;

/// <summary>The outputs of a head for a batch, an example after the other.</summary>
/// <param name="Logits">// [batch, labelCount]</param>
/// <param name="Probabilities">// [batch, labelCount]</param>
internal sealed record BatchOutputs(float[] Logits, float[] Probabilities)
{
    /// <summary>Makes room for the outputs of a batch.</summary>
    public static BatchOutputs For(int batchSize, int labelCount)
    {
        int count = checked(batchSize * labelCount);
        return new(new float[count], new float[count]);
    }
}
