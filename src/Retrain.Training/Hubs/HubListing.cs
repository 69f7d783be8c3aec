namespace Retrain.Training.Hubs;

/// <summary>The commit that a revision stands for, and the paths of its files, with '/' between folders.</summary>
internal sealed record HubListing(string Commit, IReadOnlyList<string> Files);
