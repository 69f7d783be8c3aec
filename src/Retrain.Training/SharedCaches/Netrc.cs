using System.Text;
using Retrain.Runtime.Files;

namespace Retrain.Training.SharedCaches;

/// <summary>The file in which curl, git and Python find passwords: words such as "machine HOST login USER password TEXT".</summary>
internal static class Netrc
{
    private const int LargestBytes = 1 << 20;

    /// <summary>Finds the first entry for a host, or the default one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">The name of the host.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public static (string User, string Password)? Find(string path, string host) =>
        FindIn(Encoding.UTF8.GetString(SmallFile.Read(path, LargestBytes)), host);

    internal static (string User, string Password)? FindIn(string text, string host)
    {
        string user = "", password = "";
        bool isWanted = false, isMacro = false;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (isMacro || line.TrimStart().StartsWith('#'))
            {
                isMacro = isMacro && line.Length > 0; // a macro goes to the next empty line
                continue;
            }

            string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < words.Length; i++)
            {
                string? next = i + 1 < words.Length ? words[i + 1] : null;
                switch (words[i])
                {
                    case "machine" or "default" when isWanted:
                        return (user, password);
                    case "default":
                        isWanted = true;
                        break;
                    case "machine":
                        isWanted = string.Equals(next, host, StringComparison.OrdinalIgnoreCase);
                        i++;
                        break;
                    case "login":
                        user = isWanted ? next ?? "" : user;
                        i++;
                        break;
                    case "password":
                        password = isWanted ? next ?? "" : password;
                        i++;
                        break;
                    case "account":
                        i++;
                        break;
                    case "macdef":
                        isMacro = true;
                        i = words.Length;
                        break;
                    default:
                        break;
                }
            }
        }

        return isWanted ? (user, password) : null;
    }
}
