using System.CommandLine;
using Retrain.Benchmarks.Commands;
using Retrain.Benchmarks.Serving;

#if DEBUG
await Console.Error.WriteLineAsync("A Debug build is slower by a factor that says nothing; run with --configuration Release.");
return 2;
#else
if (ColdStart.TryRun(args))
{
    return 0;
}

RootCommand root = new("Measures how fast dotnet-retrain is, how much memory it takes and how accurate it gets.")
{
    MicroCommand.Create(),
    ConversionCommand.Create(),
    ExtractionCommand.Create(),
    WholeProcessCommand.Create(),
    ShardsCommand.Create(),
    BuildCommand.Create(),
    SharedCacheCommand.Create(),
    ManyPhotosCommand.Create(),
    ManyLabelsCommand.Create(),
    ScaleCommand.Create(),
    AccuracyCommand.Create(),
    BelievedCommand.Create(),
    FamiliarityCommand.Create(),
    MorePhotosCommand.Create(),
    DataCheckCommand.Create(),
    FirstPredictionCommand.Create(),
    ServingCommand.Create(),
    SearchCommand.Create(),
    StartProfileCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
#endif
