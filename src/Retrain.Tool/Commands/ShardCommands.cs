using System.CommandLine;
using System.Globalization;
using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;
using Retrain.Training.Packs;
using Retrain.Training.Shards;
using Retrain.Training.SharedCaches;

namespace Retrain.Tool.Commands;

/// <summary>Extracts one part of a folder's photos for a training that follows, or checks that all parts are there.</summary>
internal sealed class ShardCommands
{
    private static readonly FlagType<AskedShard> ShardType = new("I/N", AskedShard.Valid, AskedShard.TryParse);

    private readonly Option<AskedShard?> shard = Flag.Optional(
        "--shard", ShardType,
        "Extract part I of N of --image_dir into the cache; auto/N for the part of a task of an array (Slurm, Kubernetes, AWS Batch).");

    private readonly Option<int?> expect = Flag.Optional(
        "--expect", FlagTypes.Integer(1, Shard.MostCount), "Check that all N parts of --image_dir were extracted with the same flags.");

    private readonly Option<string?> results = Flag.OptionalText(
        "--shard_results",
        "Folder for the results of the parts, a small file for each, which all machines see [default: the shared cache].",
        "DIR");

    public IEnumerable<Option> Flags => [shard, expect, results];

    /// <summary>Whether the command line is about parts.</summary>
    public bool AreMeant(ParseResult line) => Flags.Any(flag => IsGiven(line, flag));

    /// <summary>Does what the command line asks for.</summary>
    /// <exception cref="RetrainException">It cannot be done.</exception>
    /// <exception cref="OperationCanceledException">The command was cancelled.</exception>
    public void Run(ParseResult line, RetrainOptions options, bool json, ProblemLog problems, CancellationToken cancellationToken)
    {
        problems.TellsWhatMayPass = true;
        problems.Show = json ? TrainJson.PrintProblem : problems.Show;
        AskedShard? asked = line.GetValue(shard);
        int? expected = line.GetValue(expect);
        if (asked is not null && expected is not null)
        {
            throw new RetrainException(OptionDiagnostics.NotTogether(shard.Name, expect.Name));
        }

        if (asked is null && expected is null)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(shard.Name, "name the part to extract, such as 3/64"));
        }

        SharedCacheOptions cache = options.Bottlenecks.SharedCache;
        using SharedCache? shared = line.GetValue(results) is null ? cache.Open(problems.Report) : null;
        PackSigningKey? signingKey = PackSigningKey.FromEnvironment();
        ShardResults place = line.GetValue(results) is string folder ? new ShardResultFolder(folder, signingKey)
            : shared is not null && (asked is null || !shared.IsReadOnly) ? new SharedShardResults(shared, signingKey)
            : throw new RetrainException(ShardDiagnostics.NoPlaceForResults(
                asked is null ? expect.Name : shard.Name, shared is null ? null : cache.ForbiddenBy));
        Shard? part = asked?.Find(Environment.GetEnvironmentVariable);
        using RunDisplay display = TrainCommand.Display(json, Verbosity.Normal, problems.Report);
        if (part is Shard one)
        {
            new ShardExtraction(options, place, display.Show).Run(one, cancellationToken);
            return;
        }

        Print(new ShardExpectation(options, place, display.Show).Run(expected!.Value, cancellationToken), json);
    }

    private static void Print(PartStates states, bool json)
    {
        if (json)
        {
            ShardJson.Print(states);
        }
        else if (states.AreComplete)
        {
            long photos = states.Done.Sum(part => (long)part.ReadableCount);
            OutputLine.Write(string.Create(
                CultureInfo.InvariantCulture, $"All {states.Count} parts are there, with the bottlenecks of {photos} photos."));
        }
    }

    private static bool IsGiven(ParseResult line, Option flag) => line.GetResult(flag) is { Implicit: false };
}
