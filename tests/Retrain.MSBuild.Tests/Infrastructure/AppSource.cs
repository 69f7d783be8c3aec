namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Programs that use a generated class.</summary>
internal static class AppSource
{
    /// <summary>Prints the label of the photo that is its argument.</summary>
    public const string Classify = """
        using Retrain.Runtime;

        using ImageClassifier flowers = App.FlowersModel.Load();
        Prediction best = flowers.Classify(args[0])[0];
        Console.WriteLine($"{best.Label} {App.FlowersModel.LabelOf(best) == App.FlowersLabel.Squares}");
        """;
}
