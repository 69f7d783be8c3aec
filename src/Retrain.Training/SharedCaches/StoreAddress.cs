using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>The address of a shared cache, which says what kind of store it is.</summary>
internal static partial class StoreAddress
{
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

        return !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? throw Invalid(address) : uri.Scheme switch
        {
            "file" when uri.Query.Length == 0 && (uri.Host.Length == 0 || OperatingSystem.IsWindows()) =>
                new FolderStore(Path.GetFullPath(uri.LocalPath)),
            "http" or "https" when uri.Host.Length > 0 => new HttpStore(uri),
            "s3" when uri.Host.Length > 0 && uri.Authority == uri.Host && uri.UserInfo.Length == 0 =>
                new S3Store(uri.Host, uri.AbsolutePath.Trim('/')),
            _ => throw Invalid(address),
        };
    }

    // What stands before an @ may be a password.
    private static RetrainException Invalid(string address) =>
        new(SharedCacheDiagnostics.InvalidAddress(UserInfo().Replace(address, "//…@")));

    [GeneratedRegex("//.*@", RegexOptions.Singleline)]
    private static partial Regex UserInfo();
}
