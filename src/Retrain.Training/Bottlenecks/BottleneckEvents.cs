using Retrain.Training.Events;

namespace Retrain.Training.Bottlenecks;

/// <summary>Some bottlenecks were loaded.</summary>
/// <param name="Done">The number loaded so far, with the cached ones.</param>
/// <param name="Total">The number wanted.</param>
/// <param name="Computed">The number that the network has computed so far.</param>
internal sealed record BottlenecksProgressed(int Done, int Total, int Computed) : TrainingEvent;

/// <summary>All bottlenecks were loaded.</summary>
/// <param name="Cached">The number that the local cache or the shared one had.</param>
/// <param name="Computed">The number that the network has computed.</param>
/// <param name="Unreadable">The number of images that could not be read.</param>
/// <param name="Elapsed">The time that it took.</param>
internal sealed record BottlenecksFinished(int Cached, int Computed, int Unreadable, TimeSpan Elapsed) : TrainingEvent
{
    /// <summary>The number of cached ones that came from the shared cache.</summary>
    public int Fetched { get; init; }
}
