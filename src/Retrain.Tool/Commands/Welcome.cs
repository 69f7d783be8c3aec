using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>Greets a person who gave no arguments.</summary>
internal static class Welcome
{
    private const string Text = """
        dotnet-retrain learns from your photos to tell your categories apart.

          dotnet retrain photos                 trains a model
          dotnet retrain label_image new.jpg    says what a photo shows
          dotnet retrain check photos           finds wrong labels and duplicates
          dotnet retrain evaluate more_photos   measures how often the model is right

        To begin, put at least 20 photos of each category into a folder of its own:

          photos/cats/1.jpg, photos/cats/2.jpg, ...
          photos/dogs/1.jpg, photos/dogs/2.jpg, ...

        and train with 'dotnet retrain photos'. --help lists all commands and flags.
        """;

    public static void Print()
    {
        foreach (string line in Text.Split('\n'))
        {
            OutputLine.Write(line.TrimEnd('\r'));
        }
    }
}
