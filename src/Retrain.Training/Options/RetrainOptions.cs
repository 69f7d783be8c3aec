using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Distortions;
using Retrain.Training.Evaluation;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Splits;

namespace Retrain.Training.Options;

/// <summary>Everything that a training is told. Each part is declared beside its concept.</summary>
/// <remarks>The values are checked where they enter the program, by <see cref="OptionsReader"/>.</remarks>
internal sealed record RetrainOptions
{
    public required DataOptions Data { get; init; }

    public OutputOptions Output { get; init; } = new();

    public BackboneOptions Backbone { get; init; } = new();

    public BottleneckOptions Bottlenecks { get; init; } = new();

    public SplitOptions Split { get; init; } = new();

    public DistortionOptions Distortions { get; init; } = new();

    public HeadOptions Head { get; init; } = new();

    public TestOptions Test { get; init; } = new();

    /// <summary>A number that determines the initial weights, the batches, the distortions and the sample of the final test.</summary>
    public long Seed { get; init; }

    /// <summary>The options of one run, whose parts share the time that may be lost to a shared cache.</summary>
    public RetrainOptions ForOneRun() =>
        this with { Bottlenecks = Bottlenecks with { SharedCache = Bottlenecks.SharedCache.ForOneRun() } };

    /// <summary>The options of a training on one backbone.</summary>
    /// <param name="architecture">A name, path or address, of several that were to be chosen between.</param>
    public RetrainOptions With(string architecture) => this with
    {
        Backbone = Backbone with { Architecture = architecture, Chooses = false },
        Output = GraphFormat.IsOnnx(architecture) ? Output.OnnxByDefault : Output,
    };
}
