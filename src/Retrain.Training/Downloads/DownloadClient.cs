using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Downloads;

/// <summary>
/// Sends requests over HTTP and follows redirects itself: at most ten, to http and https alone, and the token is shown only to the server
/// that was asked first. A server that is busy and says when to come back is asked again.
/// </summary>
/// <param name="token">The value of a bearer token; <see langword="null"/> for none.</param>
internal sealed class DownloadClient(string? token = null) : IDisposable
{
    private const int MaximumRedirects = 10;
    private const int MaximumWaits = 5;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly HttpClient client =
        new(new SocketsHttpHandler { ConnectTimeout = ConnectPatience, AllowAutoRedirect = false }, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>The time without data after which a connection counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause after which a lost connection is tried again.</summary>
    public TimeSpan Pause => Patience / 60;

    /// <summary>Sends a request without content, and returns when the headers of the answer have arrived.</summary>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="url">The address, whose server may see the token.</param>
    /// <param name="prepare">Adds headers to the request, once for each address.</param>
    /// <param name="isAnswer">Whether a redirect is itself the wanted answer, because of its headers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached, or redirects to where no one should follow.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri url, Action<HttpRequestMessage>? prepare, Func<HttpResponseMessage, bool>? isAnswer,
        CancellationToken cancellationToken)
    {
        Uri current = url;
        for (int redirects = 0, waits = 0; ;)
        {
            using HttpRequestMessage request = new(method, current);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("dotnet-retrain", EngineVersion.Text));
            prepare?.Invoke(request);
            if (token is not null && IsSameServer(url, current))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            HttpResponseMessage response = await SendAsync(request, cancellationToken);
            if (WaitOf(response) is TimeSpan wait && waits++ < MaximumWaits)
            {
                response.Dispose();
                await Task.Delay(wait, cancellationToken);
            }
            else if (IsRedirect(response) && isAnswer?.Invoke(response) is not true)
            {
                using (response)
                {
                    current = Target(response, current, redirects++);
                }
            }
            else
            {
                return response;
            }
        }
    }

    /// <summary>Explains that the server was silent for too long.</summary>
    public HttpRequestException Silence(Exception exception) =>
        new(string.Create(CultureInfo.InvariantCulture, $"no data arrived for {Patience.TotalSeconds:F0} seconds"), exception);

    /// <exception cref="HttpRequestException">The answer is not a success.</exception>
    public static void RequireSuccess(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}"),
                inner: null,
                response.StatusCode);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silence(exception);
        }
    }

    /// <summary>Whether two addresses have the same scheme, host and port.</summary>
    public static bool IsSameServer(Uri first, Uri second) =>
        Uri.Compare(first, second, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    public static bool IsRedirect(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    // A server that wants a longer pause has a limit that waiting does not help with.
    private static TimeSpan? WaitOf(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? after = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? response.Headers.RetryAfter
            : null;
        TimeSpan? wait = after?.Delta ?? after?.Date - DateTimeOffset.UtcNow;
        return wait is not TimeSpan given || given > LongestWait ? null : given > TimeSpan.Zero ? given : TimeSpan.Zero;
    }

    /// <summary>The address that a redirect leads to.</summary>
    /// <param name="response">The redirect.</param>
    /// <param name="current">The address that was asked.</param>
    /// <param name="redirects">The number of redirects before.</param>
    /// <param name="most">The number of redirects that are followed.</param>
    /// <exception cref="HttpRequestException">It is not an address of http or https, or there were too many redirects.</exception>
    public static Uri Target(HttpResponseMessage response, Uri current, int redirects, int most = MaximumRedirects)
    {
        string? location = response.Headers.Location?.OriginalString;
        Uri? target = location is null || !Uri.TryCreate(current, location, out Uri? resolved) ? null : resolved;
        return target is null || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
                ? throw new HttpRequestException(
                    $"the server redirects to '{location}', which is not an http or https address", null, response.StatusCode)
            : redirects == most
                ? throw new HttpRequestException(
                    $"the server redirects more than {most} times, at last to '{target}'", null, response.StatusCode)
            : target;
    }
}
