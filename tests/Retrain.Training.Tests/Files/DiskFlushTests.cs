using Microsoft.Win32.SafeHandles;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

public sealed class DiskFlushTests
{
    [Fact]
    public void TellsThatAFileCannotBeStored()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere .NET flushes");
        using SafeFileHandle none = new(int.MaxValue, ownsHandle: false);

        Should.Throw<IOException>(() => DiskFlush.Run(none)).HResult.ShouldBe(9); // EBADF
    }

    [Fact]
    public void LeavesWhatHasNothingToStore()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere .NET flushes");
        using FileStream nowhere = new("/dev/null", FileMode.Open, FileAccess.Write);
        nowhere.WriteByte(1);

        Should.NotThrow(() => DiskFlush.Run(nowhere));
    }
}
