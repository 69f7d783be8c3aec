using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Display;

/// <summary>
/// Prints lines on standard output. It is the only way there for text, so that no name can forge a line or command a terminal.
/// </summary>
internal static class OutputLine
{
    /// <param name="text">The line, in which paths and labels may contain anything.</param>
    public static void Write(string text) => Console.Out.WriteLine(VisibleText.Of(text));

    /// <summary>Prints an empty line.</summary>
    public static void Write() => Console.Out.WriteLine();

    /// <summary>Prints a sentence: one line, or on a terminal as many as it takes to break it between words.</summary>
    /// <param name="text">The sentence, in which paths and labels may contain anything.</param>
    public static void WriteSentence(string text)
    {
        if (Terminal.Current is Terminal terminal)
        {
            terminal.WriteSentence(text);
        }
        else
        {
            Write(text);
        }
    }

    /// <summary>Prints the sentences of an event, at once where no terminal shows them: a training has thousands.</summary>
    /// <param name="texts">The sentences, in which paths and labels may contain anything.</param>
    public static void WriteSentences(IEnumerable<string> texts)
    {
        if (Terminal.Current is Terminal terminal)
        {
            foreach (string text in texts)
            {
                terminal.WriteSentence(text);
            }
        }
        else if (string.Join(Environment.NewLine, texts.Select(VisibleText.Of)) is { Length: > 0 } lines)
        {
            Console.Out.WriteLine(lines);
        }
    }
}
