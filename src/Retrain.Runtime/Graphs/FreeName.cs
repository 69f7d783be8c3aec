namespace Retrain.Runtime.Graphs;

/// <summary>Names for new nodes and tensors: a number is put behind one that is taken, as TensorFlow does ("Cast", "Cast_1").</summary>
internal static class FreeName
{
    /// <summary>The name itself where it is free; else the first of its numbered variants that is.</summary>
    public static string Of(string wanted, Func<string, bool> isTaken)
    {
        string name = wanted;
        for (int i = 1; isTaken(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }
}
