namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Programs that use a generated class.</summary>
internal static class AppSource
{
    /// <summary>
    /// Prints the label of the photo that is its argument, and whether the generated class says the same of it and of the model.
    /// </summary>
    public const string Classify = """
        using Retrain.Runtime;
        using static App.FlowersModel;

        string[] labels = [.. Labels]; // before the model is loaded
        using ImageClassifier flowers = Load();
        Prediction best = flowers.Classify(args[0])[0];
        bool isSame = labels is ["circles", "squares"] && TestAccuracy == flowers.Model.TestAccuracy && TestAccuracy.Images > 0
            && BackboneName.Length > 0 && BackboneName == flowers.Model.BackboneName
            && TrainedOn.Sum(label => label.TrainingImages + label.ValidationImages) < 48
            && TrainedOn.SequenceEqual(flowers.Model.TrainedOn) && TrainedOn.Count == 2
            && Digest.Length == 64 && Digest == flowers.Model.Digest;
        Console.WriteLine($"{best.Label} {LabelOf(best) == App.FlowersLabel.Squares && isSame}");
        """;
}
