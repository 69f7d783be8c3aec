using System.Text;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// One of the console's two writers, which all tests of the process share: what a call of the tool prints goes to the call that printed it,
/// also from threads that the call starts.
/// </summary>
/// <param name="other">Gets what no call prints.</param>
internal sealed class CallConsole(TextWriter other) : TextWriter
{
    private readonly AsyncLocal<StringBuilder?> printed = new();

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Collects what the caller prints from now on, and what it lets others print.</summary>
    public StringBuilder Collect() => printed.Value = new StringBuilder();

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (printed.Value is not StringBuilder text)
        {
            other.Write(value);
            return;
        }

        lock (text)
        {
            text.Append(value);
        }
    }

    // A line is one call, so that lines of several threads do not run into each other.
    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Flush() => other.Flush();
}
