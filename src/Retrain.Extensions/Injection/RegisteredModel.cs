namespace Retrain.Extensions.Injection;

/// <summary>A model that an app registered, to be loaded when its host starts.</summary>
/// <param name="Load">Loads it where it was not yet.</param>
internal sealed record RegisteredModel(Action<IServiceProvider> Load);
