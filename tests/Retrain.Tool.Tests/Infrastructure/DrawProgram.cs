using System.Diagnostics;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>What <c>dotnet run --project samples/road_signs/Draw</c> said.</summary>
/// <param name="ExitCode">0 when all was drawn.</param>
/// <param name="Output">Standard output, and after it standard error.</param>
internal sealed record DrawProgram(int ExitCode, string Output)
{
    private static readonly string Project = Path.Combine(RoadSignsFolder.Path, "Draw");
    private static readonly Lazy<Task<DrawProgram>> Built = new(() => StartAsync(CancellationToken.None, "build", Project));

    /// <summary>Builds the program at its first run, and runs it.</summary>
    public static async Task<DrawProgram> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        DrawProgram built = await Built.Value;
        built.ExitCode.ShouldBe(0, built.Output);
        return await StartAsync(cancellationToken, ["run", "--no-build", "--project", Project, "--", .. arguments]);
    }

    private static async Task<DrawProgram> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A build server of the child's would inherit its pipes, and reading them to the end would wait for the server.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new DrawProgram(process.ExitCode, await output + await error);
    }
}
