using System.Globalization;
using Microsoft.Extensions.Configuration;
using Retrain.Runtime;

namespace Retrain.Extensions.Setup;

/// <summary>Reads a classifier's settings one by one, without reflection, which an app that is compiled ahead of time lacks.</summary>
internal static class ConfiguredSetup
{
    private const string Graph = "Graph";
    private const string Labels = "Labels";
    private const string Reload = "ReloadOnChange";

    // In alphabetical order, as messages list them.
    private static readonly SortedDictionary<string, Func<ImageClassifierOptions, Setting, ImageClassifierOptions>> Options =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["ConfidenceThreshold"] = (options, setting) => options with { ConfidenceThreshold = setting.Number(0, 1) },
            ["IgnoreOrientation"] = (options, setting) => options with { IgnoreOrientation = setting.Switch() },
            ["InputHeight"] = (options, setting) => options with { InputHeight = setting.Count() },
            ["InputMean"] = (options, setting) => options with { InputMean = setting.Number(float.MinValue, float.MaxValue) },
            ["InputStd"] = (options, setting) => options with { InputStd = setting.Number(float.Epsilon, float.MaxValue) },
            ["InputTensor"] = (options, setting) => options with { InputTensor = setting.Value },
            ["InputWidth"] = (options, setting) => options with { InputWidth = setting.Count() },
            ["MaximumConcurrency"] = (options, setting) => options with { MaximumConcurrency = setting.Count() },
            ["MaximumPixels"] = (options, setting) => options with { MaximumPixels = setting.Count() },
            ["OutputTensor"] = (options, setting) => options with { OutputTensor = setting.Value },
        };

    /// <exception cref="RetrainException">RT4138: a setting is not known, or its value cannot be used.</exception>
    public static void Apply(ClassifierSetup setup, IConfiguration section)
    {
        Dictionary<string, Setting> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            Setting setting = new(entry.Path, entry.Value ?? throw Wrong(entry.Path, "has settings below it and no value"));
            if (Is(entry, Graph) || Is(entry, Labels))
            {
                files[entry.Key] = setting;
            }
            else if (Is(entry, Reload))
            {
                SetReload(setup, setting.Switch());
            }
            else if (Options.TryGetValue(entry.Key, out Func<ImageClassifierOptions, Setting, ImageClassifierOptions>? apply))
            {
                setup.Options = apply(setup.Options ?? new ImageClassifierOptions(), setting);
            }
            else
            {
                string[] known = [Graph, Labels, Reload, .. Options.Keys];
                throw Wrong(entry.Path, $"is not known; there are {string.Join(", ", known)}");
            }
        }

        if (files.Count > 0)
        {
            setup.FromFile(Required(Graph), Required(Labels));
        }

        string Required(string key) => files.TryGetValue(key, out Setting? setting) && setting.Value.Length > 0
            ? setting.Value
            : throw Wrong(
                section is IConfigurationSection { Path: var path } ? $"{path}:{key}" : key,
                "is missing; Graph and Labels are the paths of a model's two files");
    }

    private static bool Is(IConfigurationSection entry, string key) => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase);

    private static void SetReload(ClassifierSetup setup, bool isOn)
    {
        if (isOn)
        {
            setup.ReloadOnChange();
        }
        else
        {
            setup.NeverReload();
        }
    }

    private static RetrainException Wrong(string key, string problem) => new(ConfigurationDiagnostics.WrongSetting(key, problem));

    private sealed record Setting(string Key, string Value)
    {
        public bool Switch() => bool.TryParse(Value, out bool isOn) ? isOn : throw Wrong(Key, $"is '{Value}'; set it to true or false");

        public int Count() => int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw Wrong(Key, $"is '{Value}'; set it to a whole number from 1 on");

        public float Number(float least, float most) =>
            float.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && number >= least && number <= most
                ? number
                : throw Wrong(Key, $"is '{Value}'; set it to a number{(most == 1 ? " from 0 to 1" : "")}");
    }
}
