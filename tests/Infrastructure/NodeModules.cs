namespace Retrain.Tests.Infrastructure;

/// <summary>Packages of npm, which .ci/run installs.</summary>
internal static class NodeModules
{
    /// <summary>The folder node_modules in which npm installed onnxruntime-web and axe-core.</summary>
    private const string Variable = "RETRAIN_TEST_NODE_MODULES";

    /// <summary>The script of axe, which checks the accessibility of a page.</summary>
    public static string RequireAxe() => Path.Combine(Require("axe-core"), "axe.min.js");

    /// <summary>The folder of a package.</summary>
    public static string Require(string name)
    {
        string? nodeModules = Environment.GetEnvironmentVariable(Variable);
        string folder = Path.Combine(nodeModules ?? "", name);
        return nodeModules is not null && File.Exists(Path.Combine(folder, "package.json"))
            ? folder
            : throw MissingEngine.Ends($"no npm package {name} ({Variable} may name its folder node_modules)", installedInCi: true);
    }
}
