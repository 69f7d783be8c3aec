#!/usr/bin/env dotnet
#:package Retrain.MSBuild@1.0.0
#:package Retrain.Runtime@1.0.0

using System.Globalization;
using Retrain.Runtime;
using signs; // the namespace of the generated class has the file's name

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run signs.cs -- IMAGE ...");
    return 2;
}

using ImageClassifier classifier = RoadSignsModel.Load();
bool isAnyUnread = false;
foreach ((string path, ImageResult result) in args.Zip(classifier.ClassifyMany(args)))
{
    if (!result.IsClassified)
    {
        Console.Error.WriteLine($"{path}: {result.Problem.Message}");
        isAnyUnread = true;
        continue;
    }

    Prediction best = result.Predictions[0];
    string sign = best switch
    {
        { IsFamiliar: false } => "unlike anything that the model was trained on",
        { IsConfident: false } => $"perhaps {best.Label}",
        _ => best.Label,
    };
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {sign} ({100 * best.Probability:F0}%)"));
}

return isAnyUnread ? 1 : 0;
