using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Hubs;

/// <summary>A network in a repository of a hub: hf:OWNER/NAME[@REVISION][:FILE].</summary>
/// <param name="Owner">The user or organisation that the repository belongs to.</param>
/// <param name="Name">The name of the repository.</param>
/// <param name="Revision">A commit, a branch or a tag.</param>
/// <param name="File">The path of the .onnx file in the repository; <see langword="null"/> for the usual one.</param>
internal sealed partial record HubAddress(string Owner, string Name, string Revision, string? File)
{
    public string Repository => $"{Owner}/{Name}";

    /// <summary>Whether the revision is a commit, which always stands for the same files.</summary>
    public bool IsCommit => HubName.IsCommit(Revision);

    /// <exception cref="RetrainException">RT2065: it is not such an address.</exception>
    public static HubAddress Parse(string architecture)
    {
        Match match = Form().Match(architecture);
        string owner = match.Groups["owner"].Value;
        string name = match.Groups["name"].Value;
        string revision = match.Groups["revision"] is { Success: true } given ? given.Value : "main";
        string? file = match.Groups["file"] is { Success: true } path ? path.Value : null;
        return match.Success && IsName(owner) && IsName(name) && HubName.IsPlainPath(revision)
            && (file is null || (HubName.IsPlainPath(file) && file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)))
            ? new HubAddress(owner, name, HubName.IsCommit(revision) ? revision.ToLowerInvariant() : revision, file)
            : throw new RetrainException(HubDiagnostics.BadAddress(architecture));
    }

    /// <summary>Warns if a project names a branch or a tag, which may stand for other files tomorrow.</summary>
    /// <param name="architecture">The value of --architecture.</param>
    /// <param name="commit">The commit that it stands for; <see langword="null"/> if it is not an address on a hub.</param>
    /// <param name="project">The project; <see langword="null"/> for a training that is not part of a build.</param>
    /// <param name="warn">Receives RT2066.</param>
    public static void RequireCommit(string architecture, string? commit, string? project, Action<Diagnostic> warn)
    {
        if (commit is not null && project is not null && Parse(architecture) is { IsCommit: false } address)
        {
            warn(HubDiagnostics.NotACommit(project, address.ToString(), address.Repository, commit));
        }
    }

    /// <summary>The address without the file, as messages name it.</summary>
    public override string ToString() => $"{HubScheme.Prefix}{Repository}{(Revision == "main" ? "" : $"@{Revision}")}";

    // The hub refuses both in names; the cache joins owner and name by "--".
    private static bool IsName(string name) =>
        HubName.IsPlainPath(name) && !name.Contains("--", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal);

    [GeneratedRegex(@"\Ahf:(?<owner>[A-Za-z0-9._-]+)/(?<name>[A-Za-z0-9._-]+)(@(?<revision>[A-Za-z0-9._/+-]+))?(:(?<file>.+))?\z")]
    private static partial Regex Form();
}
