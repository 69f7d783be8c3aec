using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Training.Categories;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>
/// Runs a training that Retrain.MSBuild starts with <c>--inputs FILE</c>. The inputs file says everything that a command line would, and
/// problems go to the problems file beside it. Standard output has the lines that every build shows, standard error those of a detailed
/// log.
/// </summary>
/// <param name="inputsFile">The inputs file, which exists and is named after the model.</param>
/// <param name="problems">The problems of the command.</param>
internal sealed class BuildTraining(string inputsFile, ProblemLog problems)
{
    /// <summary>Makes the flag that names the inputs file. It is in no help text, as only builds use it.</summary>
    public static Option<string?> InputsFlag()
    {
        Option<string?> flag = Flag.OptionalText("--inputs", "The file in which Retrain.MSBuild says what to train.", "FILE");
        flag.Hidden = true;
        return flag;
    }

    public void Run(CancellationToken cancellationToken)
    {
        BuildProblems found = new(inputsFile);
        found.Begin();
        problems.Show = found.Add;
        problems.Run(() => Train(found, cancellationToken), cancellationToken);
        if (problems.ExitCode is not ExitCode.Cancelled)
        {
            found.Publish();
        }
    }

    private void Train(BuildProblems found, CancellationToken cancellationToken)
    {
        ProjectInputs inputs = ProjectInputs.Read(inputsFile);
        found.Project = inputs.Project;
        EngineRange.Require(inputs.EngineRange);
        RetrainOptions options = OptionsReader.Read(
            OptionsReader.Defaults with { Data = new() { ImageDir = inputs.Project, Inputs = inputs } }, inputs.Flags, problems.Report);
        using TrainSummary display = new(Path.GetFileNameWithoutExtension(inputsFile), problems.Report);
        TrainCommand.Train(options, display, cancellationToken);
    }
}
