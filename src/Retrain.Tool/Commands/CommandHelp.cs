using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Retrain.Tool.Commands;

/// <summary>Adds headings and examples to the help of all commands.</summary>
internal static class CommandHelp
{
    public static void AddExamples(RootCommand root, Func<Command, IEnumerable<string>> examples)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!, examples);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help, Func<Command, IEnumerable<string>> examples)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            // A command's usage would begin with the folder that the command without a name takes.
            Command root = parseResult.RootCommandResult.Command;
            foreach (Argument argument in root.Arguments)
            {
                argument.Hidden = parseResult.CommandResult.Command != root;
            }

            TextWriter output = parseResult.InvocationConfiguration.Output;
            using StringWriter text = new();
            parseResult.InvocationConfiguration.Output = text;
            int exitCode = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            foreach (string line in HelpGroups.In(text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')))
            {
                output.WriteLine(line);
            }

            output.WriteLine();
            output.WriteLine("Examples:");
            foreach (string example in examples(parseResult.CommandResult.Command))
            {
                output.WriteLine($"  {example}");
            }

            return exitCode;
        }
    }
}
