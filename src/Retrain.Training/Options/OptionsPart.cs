namespace Retrain.Training.Options;

/// <summary>A part of the options, which makes the flags that set its properties.</summary>
/// <param name="get">Gets the part.</param>
/// <param name="set">Puts another one in its place.</param>
internal sealed class OptionsPart<TPart>(Func<RetrainOptions, TPart> get, Func<RetrainOptions, TPart, RetrainOptions> set)
{
    /// <param name="name">The name without its dashes.</param>
    /// <param name="type">The valid values.</param>
    /// <param name="description">The help text.</param>
    /// <param name="value">Gets the value from the part.</param>
    /// <param name="with">Makes a part with another value.</param>
    public TrainingFlag Flag<T>(
        string name, FlagType<T> type, string description, Func<TPart, object?> value, Func<TPart, T, TPart> with) =>
        new(name, type.ValueName, type.Valid, description, options => value(get(options)), (options, text) =>
            type.TryParse(text, out T read) ? set(options, with(get(options), read)) : null);
}
