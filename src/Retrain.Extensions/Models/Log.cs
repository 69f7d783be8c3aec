using System.Globalization;
using Microsoft.Extensions.Logging;
using Retrain.Runtime;

namespace Retrain.Extensions.Models;

/// <summary>The lines in an app's log.</summary>
internal static partial class Log
{
    public static void Loaded(ILogger logger, string name, ModelDescription model) =>
        LoadedLine(logger, name, model.Labels.Count, model.BackboneName ?? "?", AccuracyOf(model), model.Digest ?? "?");

    public static void Reloaded(ILogger logger, string name, ModelDescription model) =>
        ReloadedLine(logger, name, model.Labels.Count, model.BackboneName ?? "?", AccuracyOf(model), model.Digest ?? "?");

    [LoggerMessage(3, LogLevel.Error,
        "The files of the classifier '{Name}' were replaced and cannot be used; it goes on with the model that it has.")]
    public static partial void Refused(ILogger logger, string name, Exception exception);

    [LoggerMessage(4, LogLevel.Debug, "The files of the classifier '{Name}' were tried again and cannot be used: {Reason}")]
    public static partial void RefusedAgain(ILogger logger, string name, string reason);

    [LoggerMessage(1, LogLevel.Information,
        "The classifier '{Name}' has a model of {Labels} labels on {Backbone}, test accuracy {Accuracy}, digest {Digest}.")]
    private static partial void LoadedLine(
        ILogger logger, string name, int labels, string backbone, string accuracy, string digest);

    [LoggerMessage(2, LogLevel.Information,
        "The classifier '{Name}' has got another model, of {Labels} labels on {Backbone}, test accuracy {Accuracy}, digest {Digest}.")]
    private static partial void ReloadedLine(
        ILogger logger, string name, int labels, string backbone, string accuracy, string digest);

    private static string AccuracyOf(ModelDescription model) =>
        model.TestAccuracy?.Fraction.ToString("P1", CultureInfo.InvariantCulture) ?? "?";
}
