#:property TreatWarningsAsErrors=true
#:property AnalysisMode=Default

// The one command: dotnet run build/build.cs [step ...]. Without a step: format, build, pack, sample, hostile, test.

using System.Diagnostics;

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
    ["sample"] = Sample,
    ["hostile"] = () => Run("dotnet", "tests/Retrain.Hostile/bin/Release/net10.0/Retrain.Hostile.dll", "--scale", "0.01"),
};
string[] order = ["restore", "format", "build", "pack", "sample", "hostile", "test"];
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

    Run("dotnet", "pack", "--configuration", "Release", "--output", packages, "-p:PackForPlatforms=true");
    Environment.SetEnvironmentVariable("RETRAIN_TEST_PACKAGES", packages); // tests install the tool from there
}

// Tries what a new user tries: the tool and the sample apps, from their packages, on the sample images.
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
    foreach (string app in (string[])["SignReader", "SignUpload"])
    {
        Run("dotnet", "build", Path.Combine("samples", app), "--no-incremental", additional);
    }

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

static string SourcePath([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
