using System.Numerics;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Writes JPEGs of four components whose 8 x 8 blocks have one level each: nothing but DC coefficients.</summary>
/// <param name="Progressive">DC in two scans, the last bit by itself, then a scan of no AC coefficients for each.</param>
/// <param name="Halved">The digits of the components that have half the resolution, and one level in all the image.</param>
/// <param name="RestartInterval">The restart interval in minimum coded units; 0 for none.</param>
/// <param name="Adobe">Whether there is an Adobe marker.</param>
internal sealed record CmykSample(bool Progressive, string Halved, int RestartInterval, bool Adobe)
{
    public const int WidthPixels = SampleImages.WidthPixels;
    public const int HeightPixels = SampleImages.HeightPixels;

    private readonly List<byte> bytes = [];
    private int pending;
    private int pendingBits;

    private int Factor => Halved.Length > 0 ? 2 : 1;

    /// <summary>The values of a pixel in the file; a DC step of 8 is one grey level.</summary>
    public byte LevelAt(int component, int x, int y) => Level(component, x / 8, y / 8);

    public byte[] Encode()
    {
        bytes.AddRange([0xFF, 0xD8]);
        if (Adobe)
        {
            AddSegment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        }

        AddSegment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        byte frame = (byte)(Progressive ? 0xC2 : 0xC0);
        byte[] components = [.. Enumerable.Range(0, 4).SelectMany(i => (byte[])[(byte)(i + 1), (byte)(FactorOf(i) * 0x11), 0])];
        AddSegment(frame, [8, 0, HeightPixels, 0, WidthPixels, 4, .. components]);
        AddSegment(0xC4, [0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]); // code = symbol, in 4 bits
        AddSegment(0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]); // end of block in 1 bit
        if (RestartInterval > 0)
        {
            AddSegment(0xDD, [0, (byte)RestartInterval]);
        }

        if (Progressive)
        {
            AddInterleavedScan([0, 0, 0x01], AddFirstBits);
            AddInterleavedScan([0, 0, 0x10], (_, level, _) => AddBits(Dc(level) & 1, 1));
            for (int component = 0; component < 4; component++)
            {
                AddEmptyScan(component); // otherwise libjpeg guesses AC coefficients from the neighbouring blocks
            }
        }
        else
        {
            AddInterleavedScan([0, 63, 0], AddWholeBlock);
        }

        bytes.AddRange([0xFF, 0xD9]);
        return [.. bytes];
    }

    private static int Dc(byte level) => level - 128;

    private int FactorOf(int component) => IsHalved(component) ? 1 : Factor;

    private bool IsHalved(int component) => Halved.Contains((char)('0' + component), StringComparison.Ordinal);

    private byte Level(int component, int blockX, int blockY) =>
        IsHalved(component) ? (byte)(60 * component) : (byte)((component * 50) + 20 + (blockX * 73) + (blockY * 31));

    private void AddInterleavedScan(byte[] parameters, Action<int, byte, int[]> addBlock)
    {
        AddSegment(0xDA, [4, 1, 0, 2, 0, 3, 0, 4, 0, .. parameters]);
        int unitPixels = 8 * Factor;
        int unitsAcross = (WidthPixels + unitPixels - 1) / unitPixels;
        int units = unitsAcross * ((HeightPixels + unitPixels - 1) / unitPixels);
        int[] last = new int[4];
        for (int unit = 0; unit < units; unit++)
        {
            if (AddRestart(unit))
            {
                Array.Clear(last);
            }

            for (int component = 0; component < 4; component++)
            {
                int factor = FactorOf(component);
                for (int block = 0; block < factor * factor; block++)
                {
                    int blockX = (unit % unitsAcross * factor) + (block % factor);
                    int blockY = (unit / unitsAcross * factor) + (block / factor);
                    addBlock(component, Level(component, blockX, blockY), last);
                }
            }
        }

        Align();
    }

    private void AddEmptyScan(int component)
    {
        AddSegment(0xDA, [1, (byte)(component + 1), 0, 1, 63, 0]);
        int pixelsPerBlock = 8 * Factor / FactorOf(component);
        int blocks = (WidthPixels + pixelsPerBlock - 1) / pixelsPerBlock * ((HeightPixels + pixelsPerBlock - 1) / pixelsPerBlock);
        for (int block = 0; block < blocks; block++)
        {
            AddRestart(block);
            AddBits(0, 1);
        }

        Align();
    }

    private void AddWholeBlock(int component, byte level, int[] last)
    {
        AddDifference(component, Dc(level), last);
        AddBits(0, 1);
    }

    private void AddFirstBits(int component, byte level, int[] last) => AddDifference(component, Dc(level) >> 1, last);

    private void AddDifference(int component, int value, int[] last)
    {
        int difference = value - last[component];
        last[component] = value;
        int bits = difference == 0 ? 0 : BitOperations.Log2((uint)Math.Abs(difference)) + 1;
        AddBits(bits, 4);
        AddBits(difference >= 0 ? difference : difference + (1 << bits) - 1, bits);
    }

    private bool AddRestart(int unit)
    {
        if (RestartInterval == 0 || unit == 0 || unit % RestartInterval != 0)
        {
            return false;
        }

        Align();
        bytes.AddRange([0xFF, (byte)(0xD0 + (((unit / RestartInterval) - 1) % 8))]);
        return true;
    }

    private void AddBits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            pending = (pending << 1) | ((value >> i) & 1);
            if (++pendingBits == 8)
            {
                bytes.AddRange(pending == 0xFF ? [0xFF, 0] : [(byte)pending]);
                (pending, pendingBits) = (0, 0);
            }
        }
    }

    private void Align() => AddBits(0xFF, (8 - pendingBits) % 8);

    private void AddSegment(byte marker, byte[] payload) =>
        bytes.AddRange([0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload]);
}
