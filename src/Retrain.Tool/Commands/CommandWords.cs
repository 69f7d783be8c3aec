namespace Retrain.Tool.Commands;

/// <summary>Understands words that newcomers take for commands, as other tools have them.</summary>
internal static class CommandWords
{
    private const string Train = "train"; // this tool trains without a word
    private const string Help = "help";

    /// <summary>Writes <c>train DIR</c> as <c>DIR</c>, and <c>help COMMAND</c> as <c>COMMAND --help</c>.</summary>
    /// <param name="arguments">The arguments, of which a folder of that name goes first.</param>
    public static string[] Understood(string[] arguments) => arguments switch
    {
        [Train] when !Path.Exists(Train) => [],
        [Train, .. string[] more] when !Path.Exists(Train) || IsAboutAFolder(more) => more,
        [Help, .. { Length: <= 2 } more] when !Path.Exists(Help) => [.. more.Where(word => word is not Train), "--help"],
        _ => arguments,
    };

    private static bool IsAboutAFolder(string[] more) =>
        more is [[not '-', ..], ..] || more.Any(word => word.StartsWith("--image", StringComparison.Ordinal));
}
