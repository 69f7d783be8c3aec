namespace Retrain.Extensions.Models;

/// <summary>The end of a try to load replaced files.</summary>
internal enum ReloadOutcome
{
    /// <summary>The model is in use.</summary>
    Taken,

    /// <summary>The files cannot be used; the same bytes never can.</summary>
    Refused,

    /// <summary>The files could not be read, or memory was short: the same bytes may be used a moment later.</summary>
    TryAgain,
}
