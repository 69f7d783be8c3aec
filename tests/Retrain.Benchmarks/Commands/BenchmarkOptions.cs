using System.CommandLine;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Commands;

/// <summary>Options that several commands have.</summary>
internal static class BenchmarkOptions
{
    public static Option<string> ImageDir() => new("--image_dir")
    {
        Description = "The folder of the categories.",
        HelpName = "DIR",
        DefaultValueFactory = _ => PhotoSet.DefaultFolder,
    };

    public static Option<MeasuredTool> Tool() => new("--tool")
    {
        Description = "The tool that is run, for instance of its package; by default the one that was built with this program.",
        HelpName = "PATH",
        DefaultValueFactory = _ => new MeasuredTool(MeasuredTool.DefaultPath),
        CustomParser = result => new MeasuredTool(Path.GetFullPath(result.Tokens[0].Value)),
    };

    /// <param name="more">Names of others that the command knows.</param>
    public static Option<string> Architecture(params string[] more)
    {
        Option<string> option = new("--architecture")
        {
            Description = "The backbone.",
            HelpName = "NAME",
            DefaultValueFactory = _ => EfficientNetLite.Name,
        };
        return option.AcceptOnlyFromAmong([EfficientNetLite.Name, EfficientNetLite.Int8Name, .. more]);
    }

    /// <summary>A number of times or things, 1 at least.</summary>
    public static Option<int> Count(string name, int defaultValue, string description)
    {
        Option<int> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} is a whole number from 1");
            }
        });
        return option;
    }
}
