using System.Net.Http.Headers;
using System.Text;

namespace Retrain.Training.SharedCaches;

/// <summary>The user and password for a server: those in the address, else those of the user's netrc file.</summary>
/// <param name="Header">The header that shows them; <see langword="null"/> if there are none.</param>
/// <param name="Hint">What to add to the server's refusal.</param>
internal sealed record StoreCredentials(AuthenticationHeaderValue? Header, string Hint)
{
    /// <summary>Finds the credentials for an address.</summary>
    public static StoreCredentials Of(Uri address)
    {
        if (address.UserInfo.Length > 0)
        {
            string[] parts = address.UserInfo.Split(':', 2);
            return Of(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        string path = Environment.GetEnvironmentVariable("NETRC") is { Length: > 0 } named
            ? named
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                OperatingSystem.IsWindows() ? "_netrc" : ".netrc");
        try
        {
            return File.Exists(path) && Netrc.Find(path, address.Host) is (string user, string password)
                ? Of(user, password)
                : new(null, "; give a user and a password in the address or in ~/.netrc");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(null, $"; '{path}' cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    // The record's own text would show the password.
    public override string ToString() => Header is null ? "no credentials" : "credentials";

    // RFC 7617.
    private static StoreCredentials Of(string user, string password) =>
        new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))), "");
}
