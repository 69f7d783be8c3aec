using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>A frame header (ITU-T T.81, B.2.2).</summary>
internal sealed record JpegFrame(
    bool Progressive, int WidthPixels, int HeightPixels, IReadOnlyList<JpegFrame.Component> Components)
{
    private const int BlockPixels = 8;

    private int LargestHorizontal => Components.Max(component => component.Horizontal);

    private int LargestVertical => Components.Max(component => component.Vertical);

    public static JpegFrame Read(bool progressive, ReadOnlySpan<byte> payload)
    {
        const int MostComponents = 4;
        if (payload.Length < 9)
        {
            throw new InvalidDataException("the frame header is damaged");
        }

        List<Component> components = [];
        for (ReadOnlySpan<byte> rest = payload[6..]; rest.Length >= 3; rest = rest[3..])
        {
            components.Add(new(rest[0], rest[1] >> 4, rest[1] & 15, rest[2]));
        }

        if (payload[0] != 8 || components.Count != payload[5] || components.Count > MostComponents
            || components.Any(component => component.Horizontal is < 1 or > 4 || component.Vertical is < 1 or > 4))
        {
            throw new InvalidDataException("the frame header is damaged");
        }

        int heightPixels = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        int widthPixels = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        return new(progressive, widthPixels, heightPixels, components);
    }

    /// <summary>Counts the minimum coded units of a scan (A.2); one component alone is not padded to the others' sampling.</summary>
    public long CodedUnits(IReadOnlyList<int> scanned)
    {
        (int across, int down) = UnitsAlong(scanned);
        return (long)across * down;
    }

    /// <summary>Counts the minimum coded units of a scan in a row and in a column.</summary>
    public (int Across, int Down) UnitsAlong(IReadOnlyList<int> scanned)
    {
        if (scanned is [int alone])
        {
            return (BlocksAlong(CeilingDivide(WidthPixels * Components[alone].Horizontal, LargestHorizontal)),
                BlocksAlong(CeilingDivide(HeightPixels * Components[alone].Vertical, LargestVertical)));
        }

        return (CeilingDivide(WidthPixels, BlockPixels * LargestHorizontal), CeilingDivide(HeightPixels, BlockPixels * LargestVertical));
    }

    /// <summary>Whether components, without the others, are as large as the image.</summary>
    public bool IsFullSize(IReadOnlyList<int> components) =>
        components.Max(component => Components[component].Horizontal) == LargestHorizontal
        && components.Max(component => Components[component].Vertical) == LargestVertical;

    /// <summary>Counts the blocks of all components that lie inside the image.</summary>
    public long Blocks() => Enumerable.Range(0, Components.Count).Sum(component => CodedUnits([component]));

    /// <summary>Counts the blocks that a scan holds.</summary>
    public long Blocks(IReadOnlyList<int> scanned) =>
        CodedUnits(scanned) * scanned.Sum(component => BlocksPerUnit(scanned, component));

    /// <summary>Counts the blocks of a component in each minimum coded unit.</summary>
    public int BlocksPerUnit(IReadOnlyList<int> scanned, int component) =>
        scanned.Count == 1 ? 1 : Components[component].Horizontal * Components[component].Vertical;

    private static int BlocksAlong(int pixels) => CeilingDivide(pixels, BlockPixels);

    private static int CeilingDivide(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <param name="Id">The number that scans use for it.</param>
    /// <param name="Horizontal">The horizontal sampling factor.</param>
    /// <param name="Vertical">The vertical sampling factor.</param>
    /// <param name="QuantizationTable">The number of its quantisation table, in [0, 3].</param>
    internal readonly record struct Component(byte Id, int Horizontal, int Vertical, int QuantizationTable);
}
