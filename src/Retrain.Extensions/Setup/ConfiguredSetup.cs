using System.Globalization;
using Microsoft.Extensions.Configuration;
using Retrain.Runtime;

namespace Retrain.Extensions.Setup;

/// <summary>
/// Reads the settings of a classifier or an embedder one by one, without reflection, which an app that is compiled ahead of time lacks.
/// </summary>
internal static class ConfiguredSetup
{
    private const string Graph = "Graph";
    private const string Labels = "Labels";
    private const string Reload = "ReloadOnChange";

    // In alphabetical order, as messages list them.
    private static readonly SortedDictionary<string, Func<ImageClassifierOptions, Setting, ImageClassifierOptions>> Options =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["BottleneckTensor"] = (options, setting) => options with { BottleneckTensor = setting.Value },
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
        (setup.Options, Dictionary<string, Setting> own) = Read(section, setup.Options, Graph, Labels, Reload);
        if (own.Remove(Reload, out Setting? reload))
        {
            SetReload(setup, reload.Switch());
        }

        if (own.Count > 0)
        {
            setup.FromFile(Required(Graph), Required(Labels));
        }

        string Required(string key) => own.TryGetValue(key, out Setting? setting) && setting.Value.Length > 0
            ? setting.Value
            : throw Wrong(KeyIn(section, key), "is missing; Graph and Labels are the paths of a model's two files");
    }

    /// <exception cref="RetrainException">RT4138: a setting is not known, or its value cannot be used.</exception>
    public static void Apply(EmbedderSetup setup, IConfiguration section)
    {
        (setup.Options, Dictionary<string, Setting> own) = Read(section, setup.Options, Graph);
        if (own.TryGetValue(Graph, out Setting? graph))
        {
            setup.FromFile(graph.Value.Length > 0
                ? graph.Value
                : throw Wrong(KeyIn(section, Graph), "is empty; set it to the path of a model's graph"));
        }
    }

    /// <param name="section">The settings.</param>
    /// <param name="options">The options before; <see langword="null"/> for none.</param>
    /// <param name="names">The names of settings that are no options.</param>
    /// <returns>The options, and the settings of these names.</returns>
    private static (ImageClassifierOptions? Options, Dictionary<string, Setting> Own) Read(
        IConfiguration section, ImageClassifierOptions? options, params string[] names)
    {
        Dictionary<string, Setting> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            Setting setting = new(entry.Path, entry.Value ?? throw Wrong(entry.Path, "has settings below it and no value"));
            if (names.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            {
                own[entry.Key] = setting;
            }
            else if (Options.TryGetValue(entry.Key, out Func<ImageClassifierOptions, Setting, ImageClassifierOptions>? apply))
            {
                options = apply(options ?? new ImageClassifierOptions(), setting);
            }
            else
            {
                throw Wrong(entry.Path, $"is not known; there are {string.Join(", ", [.. names, .. Options.Keys])}");
            }
        }

        return (options, own);
    }

    private static string KeyIn(IConfiguration section, string key) =>
        section is IConfigurationSection { Path: var path } ? $"{path}:{key}" : key;

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
