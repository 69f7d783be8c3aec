namespace Retrain.Runtime.Images.Jpeg;

/// <summary>A scan header (ITU-T T.81, B.2.3).</summary>
/// <param name="Components">The numbers of the frame's components that it has, in the order of their blocks.</param>
/// <param name="TableNumbers">The number of each component's DC table (upper four bits) and AC table.</param>
/// <param name="Parameters">The header's last three bytes: the first coefficient, 0 for DC, the last one, and their bits.</param>
internal sealed record JpegScan(IReadOnlyList<int> Components, IReadOnlyList<byte> TableNumbers, byte[] Parameters)
{
    public int First => Parameters[0];

    public int Last => Parameters[1];

    /// <summary>Whether it adds one bit to the values of an earlier scan.</summary>
    public bool Refines => Parameters[2] >> 4 != 0;

    /// <summary>The lowest bit that it holds.</summary>
    public int LowBit => Parameters[2] & 15;

    public static JpegScan Read(JpegFrame frame, ReadOnlySpan<byte> payload)
    {
        int count = payload.IsEmpty ? 0 : payload[0];
        if (count is < 1 or > 4 || payload.Length != 4 + (count * 2))
        {
            throw new InvalidDataException("a scan header is damaged");
        }

        List<int> components = [];
        List<byte> tableNumbers = [];
        for (int i = 0; i < count; i++)
        {
            byte id = payload[1 + (i * 2)];
            int component = frame.Components.Select(component => component.Id).ToList().IndexOf(id);
            components.Add(component >= 0 ? component : throw new InvalidDataException("a scan names a component that the frame lacks"));
            tableNumbers.Add(payload[2 + (i * 2)]);
        }

        JpegScan scan = new(components, tableNumbers, payload[^3..].ToArray());
        return !frame.Progressive || scan.IsPartOfProgression ? scan : throw new InvalidDataException("a scan header is damaged");
    }

    /// <summary>Whether a progressive file may have it (G.1.1.1): DC coefficients alone, or AC coefficients of one component.</summary>
    private bool IsPartOfProgression => First == 0 ? Last == 0 : First <= Last && Last < 64 && Components.Count == 1;
}
