namespace SignSorter;

/// <summary>Settings, from the command line, the environment or appsettings.json.</summary>
public sealed class SorterOptions
{
    /// <summary>The folder that photos arrive in.</summary>
    public string Inbox { get; set; } = "inbox";

    /// <summary>The folder that gets a folder for each label.</summary>
    public string Sorted { get; set; } = "sorted";

    /// <summary>The time between two looks; a file that is the same at both has arrived.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The time after which a file that cannot be read is no longer taken for one that is still being written.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);
}
