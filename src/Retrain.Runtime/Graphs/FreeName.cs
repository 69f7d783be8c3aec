namespace Retrain.Runtime.Graphs;

/// <summary>Finds names for new nodes and tensors: a name that is taken gets a number, as in TensorFlow ("Cast", "Cast_1").</summary>
internal static class FreeName
{
    /// <summary>The name that is wanted where it is free; else the first of its numbered variants that is.</summary>
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
