using Retrain.Training.Caching;
using Retrain.Training.Digests;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// The keys that a run lacks, with 12 bytes of memory for each. One thread at a time may mark a key; others may ask meanwhile.
/// </summary>
internal sealed class WantedKeys
{
    private readonly Func<int, BottleneckKey> keyOf;
    private readonly ulong[] prefixes;
    private readonly int[] indices;
    private readonly bool[] isFound;

    /// <param name="count">The number of keys. Some may be equal, as files may be.</param>
    /// <param name="keyOf">Gives the key of an index, from any thread.</param>
    public WantedKeys(int count, Func<int, BottleneckKey> keyOf)
    {
        this.keyOf = keyOf;
        prefixes = new ulong[count];
        indices = new int[count];
        isFound = new bool[count];
        for (int i = 0; i < count; i++)
        {
            prefixes[i] = ListedPack.PrefixOf(keyOf(i).Hash);
            indices[i] = i;
        }

        Array.Sort(prefixes, indices);
        Left = count;
    }

    public int Count => prefixes.Length;

    /// <summary>The number of keys that are still wanted.</summary>
    public int Left { get; private set; }

    /// <summary>The keys that are still wanted, each once, in the order of their hashes.</summary>
    public IEnumerable<BottleneckKey> Missing
    {
        get
        {
            BottleneckKey? last = null;
            for (int place = 0; place < Count; place++)
            {
                if (!isFound[indices[place]] && keyOf(indices[place]) is BottleneckKey key && key != last)
                {
                    last = key;
                    yield return key;
                }
            }
        }
    }

    /// <summary>The ascending indices of the keys that are still wanted.</summary>
    public IReadOnlyList<int> MissingIndices => [.. Enumerable.Range(0, Count).Where(index => !isFound[index])];

    /// <summary>Whether a key that begins so is still wanted.</summary>
    public bool IsWanted(ulong prefix)
    {
        for (int place = FirstOf(prefix); place < Count && prefixes[place] == prefix; place++)
        {
            if (!isFound[indices[place]])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The indices of a key that are still wanted.</summary>
    public IReadOnlyList<int> IndicesOf(Digest key)
    {
        List<int> found = [];
        ulong prefix = ListedPack.PrefixOf(key);
        for (int place = FirstOf(prefix); place < Count && prefixes[place] == prefix; place++)
        {
            if (!isFound[indices[place]] && keyOf(indices[place]).Hash == key)
            {
                found.Add(indices[place]);
            }
        }

        return found;
    }

    /// <summary>The key of an index.</summary>
    public BottleneckKey this[int index] => keyOf(index);

    public void Mark(int index)
    {
        isFound[index] = true;
        Left--;
    }

    private int FirstOf(ulong prefix)
    {
        int place = Array.BinarySearch(prefixes, prefix);
        if (place < 0)
        {
            return Count;
        }

        while (place > 0 && prefixes[place - 1] == prefix)
        {
            place--;
        }

        return place;
    }
}
