#:property TreatWarningsAsErrors=true
#:property AnalysisMode=Default

// The one command: dotnet run build/build.cs [step ...]. Without a step: all, in the order below.

using System.Diagnostics;
using System.IO.Compression;

string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, ".."));
string packages = Path.Combine(root, "artifacts", "packages");
string tool = Path.Combine(root, "artifacts", "tool");
string? lastLine = null;
Dictionary<string, Action> steps = new()
{
    // The build looks at style, and a test at the order of using directives: without its compilation this takes a tenth of the time.
    ["format"] = () => Run("dotnet", "format", "whitespace", ".", "--folder", "--verify-no-changes"),
    ["build"] = Build,
    ["test"] = Test,
    ["pack"] = Pack,
    ["repack"] = Repack,
    ["sample"] = Sample,
    ["hostile"] = () => Run("dotnet", "tests/Retrain.Hostile/bin/Release/net10.0/Retrain.Hostile.dll", "--scale", "0.01"),
};
string[] order = ["restore", "format", "build", "pack", "repack", "sample", "hostile", "test"];
steps["restore"] = () => Run("dotnet", "restore");

string[] wanted = args.Length > 0 ? args : order;
string[] unknown = [.. wanted.Where(step => !steps.ContainsKey(step))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"unknown step {string.Join(", ", unknown)}; there are {string.Join(", ", order)}");
    return 2;
}

Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "on");
foreach (string step in wanted)
{
    Console.WriteLine($"== {step}");
    long started = Stopwatch.GetTimestamp();
    try
    {
        steps[step]();
    }
    catch (InvalidOperationException exception)
    {
        Console.Error.WriteLine($"{step} failed: {exception.Message}");
        return 1;
    }

    Console.WriteLine($"== {step} done in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
}

Console.WriteLine(lastLine);
return 0;

void Build()
{
    Run("dotnet", "build", "--configuration", "Release");
    Environment.SetEnvironmentVariable("RETRAIN_TEST_RELEASE_BUILD", "true"); // tests pack it instead of building once more
}

// The README's command; the count in its last lines is repeated as the build's own last line.
void Test()
{
    Dictionary<string, string> counts = [];
    ProcessStartInfo start = new("dotnet", ["test"]) { WorkingDirectory = root, RedirectStandardOutput = true };
    using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    while (process.StandardOutput.ReadLine() is string line)
    {
        Console.WriteLine(line);
        if (line.Trim().Split(": ") is [("succeeded" or "failed" or "skipped") and string name, string count])
        {
            counts[name] = count;
        }
    }

    process.WaitForExit();
    lastLine = $"{counts.GetValueOrDefault("succeeded", "0")} passed, {counts.GetValueOrDefault("failed", "0")} failed, "
        + $"{counts.GetValueOrDefault("skipped", "0")} skipped";
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException($"dotnet test ended with exit code {process.ExitCode}; {lastLine}");
    }
}

void Pack()
{
    if (Directory.Exists(packages))
    {
        Directory.Delete(packages, recursive: true);
    }

    Run("dotnet", ["run", "build/bills.cs", root, BillsIn(root), .. Packable(root)]);
    foreach (string project in Packable(root))
    {
        PackProject(root, project, packages);
    }

    Run("dotnet", "run", "build/bills.cs", root, packages);
    Recompress(packages);
    Environment.SetEnvironmentVariable("RETRAIN_TEST_PACKAGES", packages); // tests install the tool from there
}

// NuGet packs fast; a package that is downloaded many times is worth a few seconds for 2%.
static void Recompress(string folder)
{
    foreach (string file in Directory.EnumerateFiles(folder))
    {
        string smaller = $"{file}.smaller";
        using (ZipArchive from = ZipFile.OpenRead(file))
        using (ZipArchive to = ZipFile.Open(smaller, ZipArchiveMode.Create))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                ZipArchiveEntry copy = to.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
                copy.LastWriteTime = entry.LastWriteTime;
                copy.ExternalAttributes = entry.ExternalAttributes;
                using Stream source = entry.Open();
                using Stream target = copy.Open();
                source.CopyTo(target);
            }
        }

        Console.WriteLine($"{Path.GetFileName(file)}: {new FileInfo(file).Length:N0} to {new FileInfo(smaller).Length:N0} bytes");
        File.Move(smaller, file, overwrite: true);
    }
}

// Two packs of one commit are equal: the smallest package is packed again, from a clone in another folder, and compared.
void Repack()
{
    if (Output("git", "status", "--porcelain").Length > 0)
    {
        Console.WriteLine("not tried: the packages have changes that no commit has");
        return;
    }

    string clone = Path.Combine(Path.GetTempPath(), $"retrain-repack-{Guid.NewGuid():N}", "checkout");
    string again = Path.Combine(clone, "artifacts", "packages");
    try
    {
        Run("git", "clone", "--quiet", "--no-tags", root, clone);
        string project = Packable(clone).Single(path => Path.GetFileName(path) == "Retrain.Runtime.csproj");
        Run("dotnet", "restore", project);
        Run("dotnet", "run", "build/bills.cs", clone, BillsIn(clone), project);
        PackProject(clone, project, again);
        Run("dotnet", "run", "build/bills.cs", clone, again);
        Recompress(again);
        foreach (string file in Directory.EnumerateFiles(again))
        {
            string name = Path.GetFileName(file);
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(packages, name))))
            {
                throw new InvalidOperationException($"{name} is another when it is packed in {clone}");
            }

            Console.WriteLine($"{name} is the same in another folder");
        }
    }
    finally
    {
        Directory.Delete(Path.GetDirectoryName(clone)!, recursive: true);
    }
}

static string[] Packable(string checkout) =>
[
    .. Directory.EnumerateFiles(Path.Combine(checkout, "src"), "*.csproj", SearchOption.AllDirectories)
        .Where(project => File.ReadAllText(project).Contains("<IsPackable>true<", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal),
];

static string BillsIn(string checkout) => Path.Combine(checkout, "artifacts", "sbom");

void PackProject(string checkout, string project, string output) => Run(
    "dotnet", "pack", project, "--configuration", "Release", "--output", output, "-p:PackForPlatforms=true",
    $"-p:BillsOfMaterials={BillsIn(checkout)}");

// Tries what a new user tries: the tool and a sample app, from their packages, on the sample images.
void Sample()
{
    string ownPackages = Path.Combine(root, "artifacts", "nuget");
    foreach (string folder in (string[])[tool, ownPackages])
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    string output = Path.Combine(root, "artifacts", "road_signs");
    string retrain = Path.Combine(tool, OperatingSystem.IsWindows() ? "dotnet-retrain.exe" : "dotnet-retrain");
    string image = Directory.EnumerateFiles(Path.Combine(root, "samples", "road_signs", "images"), "*.jpg", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).First();

    string additional = $"-p:RestoreAdditionalProjectSources={packages}";
    string? userPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES");

    // A package of the same version from an earlier build must not be taken from the user's folder.
    Environment.SetEnvironmentVariable("NUGET_PACKAGES", ownPackages);
    Run("dotnet", "tool", "install", "dotnet-retrain", "--tool-path", tool, "--source", packages, "--no-cache");
    Run("dotnet", "build", Path.Combine("samples", "SignReader"), "--no-incremental", additional); // tests build the other samples
    Environment.SetEnvironmentVariable("NUGET_PACKAGES", userPackages);
    Run("dotnet", Path.Combine("samples", "SignReader", "bin", "Debug", "net10.0", "SignReader.dll"), image);
    Run(retrain, "--image_dir", Path.Combine(root, "samples", "road_signs", "images"), "--bottleneck_dir", Path.Combine(output, "cache"),
        "--output_graph", Path.Combine(output, "output_graph.pb"),
        "--output_labels", Path.Combine(output, "output_labels.txt"), "--eval_step_interval", "500");
    Run(retrain, "label_image", "--graph", Path.Combine(output, "output_graph.pb"),
        "--labels", Path.Combine(output, "output_labels.txt"), "--image", image);
}

void Run(string fileName, params string[] arguments)
{
    Console.WriteLine($"{Path.GetFileName(fileName)} {string.Join(' ', arguments)}");
    using Process process = Process.Start(new ProcessStartInfo(fileName, arguments) { WorkingDirectory = root })
        ?? throw new InvalidOperationException($"{fileName} did not start");
    process.WaitForExit();
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException($"{Path.GetFileName(fileName)} ended with exit code {process.ExitCode}");
    }
}

string Output(string fileName, params string[] arguments)
{
    ProcessStartInfo start = new(fileName, arguments) { WorkingDirectory = root, RedirectStandardOutput = true };
    using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
    string output = process.StandardOutput.ReadToEnd().Trim();
    process.WaitForExit();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{fileName} ended with exit code {process.ExitCode}");
}

static string SourcePath([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
