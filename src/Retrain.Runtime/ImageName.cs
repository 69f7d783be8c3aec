namespace Retrain.Runtime;

/// <summary>The name of an image in messages.</summary>
/// <param name="Origin">The path, or the index in a batch; <see langword="null"/> for none.</param>
/// <param name="IsFile">Whether it is a file that the app reads, and was not sent to it.</param>
internal readonly record struct ImageName(string? Origin, bool IsFile)
{
    /// <summary>The name of the file that is streamed, if it is one.</summary>
    public static ImageName Of(Stream stream) => stream is FileStream file ? new(file.Name, IsFile: true) : new(null, IsFile: false);
}
