using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>The address of a shared cache, which says what kind of store it is.</summary>
internal static partial class StoreAddress
{
    private const string S3 = "s3://";

    private static readonly (char Sign, string Way)[] Escapes =
        [('@', "%40 for an @"), ('/', "%2F for a /"), ('#', "%23 for a #"), ('?', "%3F for a ?")];

    /// <summary>Makes the store of an address, without asking it for anything.</summary>
    /// <exception cref="RetrainException">RT4070: the text is no address of a store.</exception>
    public static SharedStore Open(string address)
    {
        if (address.Contains('\0', StringComparison.Ordinal) || address.Contains("%00", StringComparison.Ordinal))
        {
            throw Invalid(address);
        }

        if (Path.IsPathFullyQualified(address))
        {
            return new FolderStore(Path.GetFullPath(address));
        }

        string trimmed = address.Trim();
        if (trimmed.StartsWith(S3, StringComparison.OrdinalIgnoreCase) && !trimmed.Any(char.IsControl))
        {
            return OpenBucket(trimmed);
        }

        if (trimmed.Any(char.IsControl) || !Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? uri))
        {
            throw Invalid(address);
        }

        return uri.Scheme switch
        {
            "file" when uri.Query.Length + uri.Fragment.Length > 0 => throw Invalid(address, "write %3F for a ? and %23 for a #"),
            "file" when uri.Host is "" or "localhost" || OperatingSystem.IsWindows() => new FolderStore(PathOf(uri)),
            "file" => throw Invalid(
                address, "mount the share, and give the path where it is mounted, or write three slashes before a path"),
            "http" or "https" when uri.Fragment.Length > 0 => throw Invalid(address, "write %23 for a #"),
            "http" or "https" when uri.Host.Length > 0 => new HttpStore(uri),
            _ => throw Invalid(address),
        };
    }

    // As Amazon's tools read it: what follows the bucket is the beginning of a key, letter by letter.
    private static S3Store OpenBucket(string address)
    {
        string[] parts = address[S3.Length..].Split('/', 2);
        string prefix = parts.Length > 1 ? parts[1].Trim('/') : "";
        return !BucketName().IsMatch(parts[0]) ? throw Invalid(address)
            : address.AsSpan().ContainsAny('?', '#')
                ? throw Invalid(address, "region and endpoint of S3 are those in AWS_REGION and AWS_ENDPOINT_URL")
            : prefix.Split('/').Any(part => part is "." or "..") ? throw Invalid(address, "leave out the . and .. in it")
            : new S3Store(parts[0], prefix);
    }

    private static string PathOf(Uri uri) => Path.GetFullPath(
        uri.Host == "localhost" && !OperatingSystem.IsWindows() ? Uri.UnescapeDataString(uri.AbsolutePath) : uri.LocalPath);

    // What stands before an @ may be a password, and what stands after a question mark a signature.
    private static RetrainException Invalid(string address, string? advice = null) => new(SharedCacheDiagnostics.InvalidAddress(
        Query().Replace(UserInfo().Replace(address, "//…@"), "?…"),
        advice ?? PasswordAdvice(address)));

    // Such a password is cut short, so that what follows is no address.
    private static string? PasswordAdvice(string address)
    {
        string password = Password().Match(address).Groups["password"].Value;
        string[] ways = [.. Escapes.Where(escape => password.Contains(escape.Sign, StringComparison.Ordinal)).Select(escape => escape.Way)];
        return ways.Length > 0 ? $"write {string.Join(" and ", ways)} in a password"
            : Ats().IsMatch(address) ? "write %40 for an @ in a password" : null;
    }

    [GeneratedRegex("//.*@", RegexOptions.Singleline)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\?.*", RegexOptions.Singleline)]
    private static partial Regex Query();

    [GeneratedRegex("^\\s*https?://[^:/@]*:(?<password>.*)@", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex("@.*@", RegexOptions.Singleline)]
    private static partial Regex Ats();

    // Amazon's own are of small letters; other servers allow more.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex BucketName();
}
