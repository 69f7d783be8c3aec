using Retrain.Runtime.Graphs.Sessions;
using Retrain.Tool.Display;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Builds;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
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
    /// <summary>The only argument besides the file.</summary>
    public const string InputsFlag = "--inputs";

    public void Run(CancellationToken cancellationToken)
    {
        BuildProblems found = new(inputsFile);
        TrainedContents contents = new(inputsFile);
        RetrainOptions? options = null;
        RetrainResult? result = null;
        bool isUnchanged = false;
        bool isOfContents = true;
        found.Begin();
        problems.Show = problem =>
        {
            found.Add(problem);
            isOfContents &= !EnvironmentDiagnostics.IsOfCacheOrOutput(problem);
        };
        problems.Run(
            () =>
            {
                options = ReadOptions(found);
                _ = WarmUp.Begin();
                BackboneCatalog.ReadAhead(options.Backbone);
                isUnchanged = contents.AreUnchanged(options, cancellationToken);
                result = isUnchanged ? null : Train(options, contents, cancellationToken);
            },
            cancellationToken);
        if (isUnchanged)
        {
            found.Discard();
            OutputLine.Write($"{Model}: the images are those that it was trained on");
        }
        else if (problems.ExitCode is not ExitCode.Cancelled)
        {
            found.Publish();
        }

        // A problem of the cache or of an output may be gone in the next build, which then must not keep it.
        if (result is not null && isOfContents)
        {
            contents.Remember(options!, result);
        }
    }

    private string Model => Path.GetFileNameWithoutExtension(inputsFile);

    private RetrainOptions ReadOptions(BuildProblems found)
    {
        ProjectInputs inputs = ProjectInputs.Read(inputsFile);
        found.Project = inputs.Project;
        EngineRange.Require(inputs.EngineRange);
        return TrainCommand.WithBaselineLabels(OptionsReader.Read(
            OptionsReader.Defaults with { Data = new() { ImageDir = inputs.Project, Inputs = inputs } }, inputs.Flags, problems.Report));
    }

    private RetrainResult Train(RetrainOptions options, TrainedContents contents, CancellationToken cancellationToken)
    {
        contents.Forget(options);
        using TrainSummary display = new(Model, problems.Report);
        options = options with { Bottlenecks = options.Bottlenecks with { OpensNetworkAhead = true } };
        return TrainCommand.Train(options, display, cancellationToken);
    }
}
