using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Processes;

/// <summary>Makes standard output and standard error safe to write to: either may be closed, or lead to a full disk.</summary>
internal static partial class StandardStreams
{
    public const int Error = 2;

    private const int Output = 1;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>
    /// Lets writing to standard output fail with RT4017. What cannot be written to standard error is lost, as there is no other place for
    /// it; the exit code still tells of errors.
    /// </summary>
    public static void Prepare()
    {
        bool hasOutput = IsInherited(Output);
        bool hasError = IsInherited(Error);
        FillGaps();
        if (hasOutput)
        {
            // Labels and file names may be in any script.
            Console.OutputEncoding = Encoding.UTF8;
        }

#pragma warning disable CA2000 // Dispose objects before losing scope: the console uses both until the process ends
        Console.SetOut(OutputWriter(hasOutput ? Console.Out : null));
        Console.SetError(ErrorWriter(hasError ? Console.Error : null));
#pragma warning restore CA2000
    }

    private static CheckedWriter OutputWriter(TextWriter? inner) =>
        new(inner, reason => throw new RetrainException(OptionDiagnostics.OutputNotPrintable(reason)));

    private static CheckedWriter ErrorWriter(TextWriter? inner) => new(inner, _ => { });

    // A descriptor that the caller closed is soon taken by a file of the runtime's own, which is closed when another program begins.
    private static bool IsInherited(int descriptor) =>
        OperatingSystem.IsWindows() || GetFlags(descriptor, GetDescriptorFlags) is >= 0 and int flags && (flags & CloseOnExec) == 0;

    // Libraries print to descriptors 1 and 2, which must not be those of an output file or of the cache.
    private static void FillGaps()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        SafeFileHandle filler;
        do
        {
            filler = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Fillers.Add(filler);
        }
        while (filler.DangerousGetHandle() <= Error);

        Fillers.Remove(filler);
        filler.Dispose();
    }

    // They stay open as long as the process lives.
    private static List<SafeFileHandle> Fillers { get; } = [];

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetFlags(int descriptor, int command);
}
