using System.CommandLine;
using Retrain.Runtime;

namespace Retrain.Tool.Commands;

/// <summary>A command of the tool: its flags, its examples and what it does.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="description">The help text.</param>
internal abstract class ToolCommand(string name, string description)
{
    public string Name => name;

    public string Description => description;

    /// <summary>The value without a name, where the command has one.</summary>
    public virtual Argument? Argument => null;

    /// <summary>Commands that may follow the name.</summary>
    public virtual IReadOnlyList<ToolCommand> Commands => [];

    /// <summary>The flags in the order of the help text.</summary>
    public abstract IEnumerable<Option> Flags { get; }

    /// <summary>Command lines that end the help text.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does what the command line asks for.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="problems">Receives the problems that do not end the command.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="RetrainException">A problem ended the command.</exception>
    /// <exception cref="OperationCanceledException">The command was cancelled.</exception>
    public abstract void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken);
}
