namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>The scenarios that share a <see cref="TrainedProject"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedProjectScenarios : ICollectionFixture<TrainedProject>
{
    public const string Name = "a trained project";
}
