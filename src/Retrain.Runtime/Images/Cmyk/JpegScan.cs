namespace Retrain.Runtime.Images.Cmyk;

/// <summary>A scan header (ITU-T T.81, B.2.3).</summary>
/// <param name="Components">The numbers of the frame's components that it has, in the order of their blocks.</param>
/// <param name="TableNumbers">The number of each component's DC table (upper four bits) and AC table.</param>
/// <param name="First">The first coefficient, 0 for DC.</param>
/// <param name="Refines">Whether it adds one bit to the values of an earlier scan.</param>
/// <param name="LowBit">The lowest bit that it holds.</param>
/// <param name="Parameters">The header's last three bytes.</param>
internal sealed record JpegScan(
    IReadOnlyList<int> Components, IReadOnlyList<byte> TableNumbers, int First, bool Refines, int LowBit, byte[] Parameters)
{
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

        byte[] parameters = payload[^3..].ToArray();
        return new(components, tableNumbers, parameters[0], parameters[2] >> 4 != 0, parameters[2] & 15, parameters);
    }
}
