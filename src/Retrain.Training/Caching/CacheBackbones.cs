using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>Finds the entries of a backbone by its name, or by the beginning of its digest.</summary>
internal static class CacheBackbones
{
    /// <summary>The condition of entries, for <see cref="CacheRemoval"/>.</summary>
    public const string Condition =
        "AND (networks.name = $name OR (length($name) >= 8 AND substr(lower(hex(backbone)), 1, length($name)) = lower($name)))";

    /// <summary>Sets the parameter of the condition.</summary>
    public static void Set(SqliteCommand command, string backbone) => command.Parameters.AddWithValue("$name", backbone);

    /// <summary>Whether a backbone has the name, or a digest that begins with it.</summary>
    public static bool Matches(CacheContents.Network network, string backbone) =>
        network.Name == backbone
        || (backbone.Length >= 8 && network.Backbone.ToString().StartsWith(backbone, StringComparison.OrdinalIgnoreCase));
}
