using System.Globalization;
using Retrain.Runtime;
using SignReader;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: SignReader IMAGE ...");
    return 2;
}

using ImageClassifier signs = RoadSignsModel.Load();
foreach (string path in args)
{
    try
    {
        Prediction best = signs.Classify(path)[0];
        if (best.IsFamiliar is false)
        {
            Console.WriteLine($"{path}: unlike anything that the model was trained on");
            continue;
        }

        string duty = RoadSignsModel.LabelOf(best) switch
        {
            RoadSignsLabel.NoEntry => "turn round",
            RoadSignsLabel.PedestrianCrossing => "look out for people",
            RoadSignsLabel.Roundabout => "go round",
            RoadSignsLabel.SpeedLimit => "look at the speedometer",
            RoadSignsLabel.Stop => "stop at the line",
            RoadSignsLabel.Yield => "let the others pass",
            _ => throw new InvalidOperationException($"no duty for {best.Label}"),
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {best.Label} ({100 * best.Probability:F0}%), {duty}"));
    }
    catch (RetrainException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
}

return 0;
