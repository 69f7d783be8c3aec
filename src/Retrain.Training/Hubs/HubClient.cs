using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Downloads;

namespace Retrain.Training.Hubs;

/// <summary>Asks a hub about a repository.</summary>
internal sealed class HubClient(DownloadClient client, Uri endpoint, HubAddress address)
{
    private const long LargestListingBytes = 32 << 20;

    /// <summary>The page of the repository.</summary>
    public Uri Page => new(endpoint, address.Repository);

    public Uri AddressOf(string commit, string file) =>
        new(endpoint, $"{address.Repository}/resolve/{commit}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>Resolves the revision to a commit, and lists its files.</summary>
    /// <exception cref="HttpRequestException">The hub cannot be reached or does not answer.</exception>
    /// <exception cref="RetrainException">RT2067 to RT2069 or RT2078: the hub refuses.</exception>
    public HubListing List(CancellationToken cancellationToken)
    {
        Uri url = new(endpoint, $"api/models/{address.Repository}/revision/{Uri.EscapeDataString(address.Revision)}");
        using HttpResponseMessage response =
            client.SendAsync(HttpMethod.Get, url, null, null, cancellationToken).GetAwaiter().GetResult();
        RequireSuccess(response);
        try
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(client.Patience);
            response.Content.LoadIntoBufferAsync(LargestListingBytes, patience.Token).GetAwaiter().GetResult();
            using Stream content = response.Content.ReadAsStream(patience.Token);
            using JsonDocument json = JsonDocument.Parse(content);
            string commit = json.RootElement.GetProperty("sha").GetString() ?? "";
            string[] files =
            [
                .. json.RootElement.GetProperty("siblings").EnumerateArray()
                    .Select(file => file.GetProperty("rfilename").GetString() ?? "").Where(HubName.IsPlainPath),
            ];
            return !HubName.IsCommit(commit) || (address.IsCommit && !commit.Equals(address.Revision, StringComparison.OrdinalIgnoreCase))
                ? throw new RetrainException(HubDiagnostics.BadAnswer(url, $"it gives '{commit}' as the commit of '{address.Revision}'"))
                : new HubListing(commit.ToLowerInvariant(), files);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw client.Silence(exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RetrainException(HubDiagnostics.BadAnswer(url, "it does not list files of a repository"), exception);
        }
    }

    /// <summary>Asks for the size and the digest of a file.</summary>
    /// <exception cref="HttpRequestException">The hub cannot be reached or does not answer.</exception>
    /// <exception cref="RetrainException">RT2067 to RT2069 or RT2078: the hub refuses.</exception>
    public HubFile Describe(string commit, string file, CancellationToken cancellationToken)
    {
        Uri url = AddressOf(commit, file);
        using HttpResponseMessage response = client.SendAsync(
            HttpMethod.Head, url, null, answer => Header(answer, "X-Linked-Etag") is not null, cancellationToken).GetAwaiter().GetResult();
        if (Header(response, "X-Linked-Etag") is string linked)
        {
            long? size = long.TryParse(Header(response, "X-Linked-Size"), out long sizeBytes) ? sizeBytes : null;
            return FileOf(url, linked, size);
        }

        RequireSuccess(response);
        return FileOf(url, Header(response, "ETag") ?? "", response.Content.Headers.ContentLength);
    }

    private static HubFile FileOf(Uri url, string etag, long? sizeBytes)
    {
        string content = (etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag).Trim('"');
        return HubName.IsContent(content)
            ? new HubFile(content.ToLowerInvariant(), sizeBytes)
            : throw new RetrainException(HubDiagnostics.BadAnswer(url, $"its ETag '{etag}' is neither a SHA-256 nor a git blob SHA-1"));
    }

    private void RequireSuccess(HttpResponseMessage response)
    {
        string? code = Header(response, "X-Error-Code");
        switch (code, response.StatusCode)
        {
            case ("GatedRepo", _) or (null, HttpStatusCode.Forbidden):
                throw new RetrainException(HubDiagnostics.Gated(address.Repository, Page));
            case ("RevisionNotFound", _):
                throw new RetrainException(HubDiagnostics.NoRevision(address.Repository, address.Revision, Page));
            case ("RepoNotFound", _) or (null, HttpStatusCode.Unauthorized or HttpStatusCode.NotFound):
                throw new RetrainException(HubDiagnostics.NoRepository(address.Repository, Page));
            default:
                DownloadClient.RequireSuccess(response);
                break;
        }
    }

    private static string? Header(HttpResponseMessage response, string name)
    {
        HttpResponseHeaders headers = response.Headers;
        return headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
    }
}
