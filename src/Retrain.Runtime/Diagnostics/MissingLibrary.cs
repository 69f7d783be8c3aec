using System.Runtime.InteropServices;

namespace Retrain.Runtime.Diagnostics;

/// <summary>Recognises that a native library is missing, or was made for another system.</summary>
internal static class MissingLibrary
{
    /// <summary>Whether an exception has that cause, be it inside others.</summary>
    public static bool IsCauseOf(Exception exception) => Find(exception) is not null;

    /// <returns>The problem as RT2025, which says what to publish.</returns>
    /// <param name="exception">An exception with that cause.</param>
    /// <param name="library">The library, for instance "ONNX Runtime".</param>
    /// <param name="package">The package that brings it.</param>
    public static RetrainException Problem(Exception exception, string library, string package) =>
        new(
            GraphDiagnostics.NativeLibraryMissing(
                library, package, RuntimeInformation.RuntimeIdentifier, FirstSentence(Find(exception) ?? exception)),
            exception);

    private static Exception? Find(Exception? exception) => exception switch
    {
        null => null,
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException => exception,
        _ => Find(exception.InnerException),
    };

    // The loader's message goes on with advice and every path that it tried.
    private static string FirstSentence(Exception exception) => exception.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.', ' ');
}
