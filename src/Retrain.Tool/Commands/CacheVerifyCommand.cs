using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Flags;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Reads every entry of the cache and compares its checksum.</summary>
internal sealed class CacheVerifyCommand() : ToolCommand(
    "verify", "Checks every entry of the cache; the exit code is 1 if any is damaged.")
{
    private const int MostNamed = 1000;

    private readonly Option<string?> folder = Flag.CacheFolder();
    private readonly Option<bool> repair = Flag.Switch("--repair", "Set what is damaged aside in a file of its own.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [folder, repair, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain cache verify",
        "dotnet retrain cache verify --repair",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        using CacheMaintenance cache = new(line.GetValue(folder) ?? BottleneckCache.DefaultFolder);
        if (!cache.Exists)
        {
            Print(line, cache.DatabasePath, null);
            return;
        }

        CacheVerification verification;
        try
        {
            verification = cache.Verify(line.GetValue(repair) ? int.MaxValue : MostNamed, cancellationToken);
        }
        catch (RetrainException exception) when (line.GetValue(repair))
        {
            problems.Report(exception.Diagnostic);
            problems.Report(CacheDiagnostics.SetAside(cache.DatabasePath, "the whole cache was", cache.SetAsideWhole()));
            return;
        }

        foreach (DamagedEntry entry in verification.Damaged.Take(MostNamed))
        {
            problems.Report(CacheDiagnostics.EntryDamaged(cache.DatabasePath, entry.Table, entry.KeyText, line.GetValue(repair)));
        }

        Print(line, cache.DatabasePath, verification);
        if (line.GetValue(repair) && cache.Repair(verification.Damaged) is string target)
        {
            string what = verification.Damaged.Count == 1 ? "1 entry was" : $"{verification.Damaged.Count} entries were";
            problems.Report(CacheDiagnostics.SetAside(cache.DatabasePath, what, target));
        }
    }

    private void Print(ParseResult line, string path, CacheVerification? verification)
    {
        if (line.GetValue(json))
        {
            CacheJson.Print(path, verification, MostNamed);
        }
        else
        {
            CacheText.Print(verification);
        }
    }
}
