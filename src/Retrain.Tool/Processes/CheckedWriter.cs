using System.Text;

namespace Retrain.Tool.Processes;

/// <summary>Writes to a standard stream, and tells when that fails.</summary>
/// <param name="inner">The stream's own writer; <see langword="null"/> for a stream that is closed.</param>
/// <param name="failed">Called with the reason.</param>
internal sealed class CheckedWriter(TextWriter? inner, Action<string> failed) : TextWriter
{
    public override Encoding Encoding => inner?.Encoding ?? Encoding.UTF8;

    public override void Write(char value) => Try(writer => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(writer => writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(writer => writer.Write(value));

    // A line is one call, so that lines of several processes do not run into each other.
    public override void WriteLine(string? value) => Try(writer => writer.WriteLine(value));

    public override void Flush() => Try(writer => writer.Flush());

    private void Try(Action<TextWriter> write)
    {
        if (inner is null)
        {
            failed("it is closed");
            return;
        }

        try
        {
            write(inner);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failed(exception.Message.TrimEnd('.'));
        }
    }
}
