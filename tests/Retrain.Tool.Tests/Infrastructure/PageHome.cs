using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The home folder of a reader who tries a page: the photos that all pages speak of, and a project.</summary>
internal sealed class PageHome : IDisposable
{
    private const string FromTheCheckout = "dotnet run --project src/Retrain.Tool -- ";
    private const string Installed = "dotnet retrain ";

    private const string Encoder = "vit";

    private readonly TemporaryFolder home = new();

    public PageHome()
    {
        DrawnPhotos.Write(home.PathOf("flower_photos"), 24, "daisy", "roses");
        DrawnPhotos.Write(home.PathOf("more_photos"), 10, "daisy", "roses");
        home.Write("holiday.jpg", DrawnPhotos.Draw(0, 99));
        home.Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """u8);
        DecisionsOf.Write(
            home.PathOf("decisions.json"),
            (home.PathOf("flower_photos/daisy/3.jpg"), "roses"), (home.PathOf("flower_photos/roses/5.jpg"), null));
        Directory.CreateDirectory(home.PathOf("tmp"));
        Directory.CreateDirectory(home.PathOf("team"));
        KnownBottlenecks.RoadSigns.WriteTo(home.PathOf("cache"));
    }

    /// <summary>Whether a command is the tool's; any other is a program that is not under test.</summary>
    public static bool Runs(string command) =>
        command.StartsWith(FromTheCheckout, StringComparison.Ordinal) || command.StartsWith(Installed, StringComparison.Ordinal);

    /// <summary>Runs one of the tool's commands as it stands.</summary>
    public Task<ToolRun> RunAsync(string command)
    {
        bool fromTheCheckout = command.StartsWith(FromTheCheckout, StringComparison.Ordinal);
        string[] arguments = command[(fromTheCheckout ? FromTheCheckout : Installed).Length..]
            .Replace("~/", home.Path + "/", StringComparison.Ordinal).Split(' ');

        if (command.Contains($"~/{Encoder}", StringComparison.Ordinal) && !Directory.Exists(home.PathOf(Encoder)))
        {
            Directory.CreateDirectory(home.PathOf(Encoder));
            foreach (string file in new[] { "model.onnx", "preprocessor_config.json" })
            {
                File.Copy(
                    ReferenceData.PathOf($"reference/hf_models/vit_feature_extraction/{file}"), home.PathOf(Path.Combine(Encoder, file)));
            }
        }

        // The outputs' default is the temporary directory.
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_DIR"] = home.PathOf("cache"),
            ["TMPDIR"] = home.PathOf("tmp"),
            ["TEMP"] = home.PathOf("tmp"),
            ["TMP"] = home.PathOf("tmp"),
        };
        return ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. arguments], environment, TestContext.Current.CancellationToken,
            fromTheCheckout ? Repository.Root : home.Path);
    }

    public void Dispose() => home.Dispose();
}
