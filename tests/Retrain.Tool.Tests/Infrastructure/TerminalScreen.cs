using System.Text;
using System.Text.RegularExpressions;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>What a person sees after a program wrote to a terminal: as much of ECMA-48 as a progress bar needs.</summary>
internal sealed partial class TerminalScreen
{
    private readonly List<StringBuilder> lines = [new()];
    private int row;
    private int column;

    public TerminalScreen(string written)
    {
        foreach (Match token in Token().Matches(written))
        {
            if (token.Groups["command"].Success)
            {
                Control(token.Groups["command"].Value[0], token.Groups["argument"].Value);
            }
            else
            {
                Write(token.Value[0]);
            }
        }
    }

    public IEnumerable<string> Lines => lines.Select(line => line.ToString().TrimEnd());

    private void Control(char command, string argument)
    {
        switch (command)
        {
            case 'A': // cursor up
                row -= int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case 'K' when argument is "2": // erase the line
                lines[row].Clear();
                break;
            case 'K': // erase what is behind the cursor
                lines[row].Length = Math.Min(lines[row].Length, column);
                break;
            case 'J': // and all lines below
                lines[row].Length = Math.Min(lines[row].Length, column);
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                break;
            case 'm' or 'h' or 'l' or '=' or '>': // colours, and how keys and cursor behave
                break;
            default:
                throw new NotSupportedException($"this screen knows no CSI {argument}{command}");
        }
    }

    private void Write(char character)
    {
        switch (character)
        {
            case '\r':
                column = 0;
                break;
            case '\n':
                row++;
                column = 0;
                if (row == lines.Count)
                {
                    lines.Add(new StringBuilder());
                }

                break;
            default:
                lines[row].Append(' ', Math.Max(0, column + 1 - lines[row].Length));
                lines[row][column++] = character;
                break;
        }
    }

    // CSI sequences, two-character escapes, and everything else.
    [GeneratedRegex(@"\x1b\[(?<argument>[0-9;?]*)(?<command>[A-Za-z])|\x1b(?<command>[=>])(?<argument>)|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
