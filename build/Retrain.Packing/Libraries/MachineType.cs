namespace Retrain.Packing.Libraries;

/// <summary>The processors of Macs, with the numbers of Apple's mach/machine.h.</summary>
internal enum MachineType
{
    X64 = 0x01000007,
    Arm64 = 0x0100000C,
}
