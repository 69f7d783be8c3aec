using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>The state of a store as it was found.</summary>
internal sealed record ProbedStore
{
    /// <summary>The address of the store, without credentials.</summary>
    public required string Name { get; init; }

    /// <summary>The reason why it cannot be read; <see langword="null"/> if it can.</summary>
    public StoreException? ReadProblem { get; init; }

    /// <summary>The reason why it cannot be written; <see langword="null"/> if it can, or was not tried.</summary>
    public StoreException? WriteProblem { get; init; }

    /// <summary>The time in which the store says that it does not have something.</summary>
    public TimeSpan? LookUp { get; init; }

    /// <summary>The size of what was written and read.</summary>
    public int Bytes { get; init; }

    /// <summary>The time in which it was written; <see langword="null"/> if it was not.</summary>
    public TimeSpan? Written { get; init; }

    /// <summary>The time in which it was read; <see langword="null"/> if it was not.</summary>
    public TimeSpan? Read { get; init; }

    /// <summary>RT3051 or RT3052; <see langword="null"/> where nothing is wrong.</summary>
    /// <param name="isReadingEnough">Whether the command can do without writing.</param>
    public Diagnostic? Problem(bool isReadingEnough) =>
        ReadProblem is StoreException read ? SharedCacheDiagnostics.NotRead(Name, read.Message, read.Advice)
        : WriteProblem is StoreException write
            ? SharedCacheDiagnostics.NotWrittenAtAll(Name, write.Message, write.Advice, isReadingEnough)
        : null;
}
