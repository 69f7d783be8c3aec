using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Retrain.Training.Diagnostics;
using Retrain.Training.Downloads;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// A server that keeps what is PUT under a URL and gives it to GET, as Bazel's remote caches, WebDAV servers and nginx do. It follows
/// redirects to http and https alone, and shows the password only to the server of the address.
/// </summary>
internal sealed class HttpStore : SharedStore
{
    private const int MaximumRedirects = 5;
    private const int MaximumConnections = 32;

    private readonly Uri root;
    private readonly StoreCredentials credentials;
    private readonly HttpClient client =
        new(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = MaximumConnections },
            disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <param name="address">The address, which may have a user and a password.</param>
    public HttpStore(Uri address)
    {
        credentials = StoreCredentials.Of(address);
        root = new UriBuilder(address) { UserName = "", Password = "", Path = $"{address.AbsolutePath.TrimEnd('/')}/", Fragment = "" }.Uri;
    }

    // A query may be a secret too.
    public override string Name => root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public override async Task<byte[]?> ReadAsync(StoredObject item, int mostBytes, CancellationToken cancellationToken) =>
        await TryAsync(isWrite: false, async () =>
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, item, default, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return null;
            }

            RequireSuccess(response, HttpStatusCode.OK);
            try
            {
                await using Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return await ReadAllAsync(content, response.Content.Headers.ContentLength, mostBytes, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw new StoreException("the server sent less than it said", exception) { IsOfObject = true };
            }
        }, cancellationToken).ConfigureAwait(false);

    public override async Task WriteAsync(StoredObject item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await TryAsync(isWrite: true, async () =>
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Put, item, content, cancellationToken).ConfigureAwait(false);
            RequireSuccess(response);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool isDisposing)
    {
        client.Dispose();
        base.Dispose(isDisposing);
    }

    // A connection that was kept may end while a request is on its way.
    private static bool MayPass(HttpRequestException exception) => exception.StatusCode is HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || exception is { StatusCode: null, HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown };

    // A server that is busy for a moment is asked again.
    private async Task<T> TryAsync<T>(bool isWrite, Func<Task<T>> request, CancellationToken cancellationToken)
    {
        for (int pauseMilliseconds = 100; ; pauseMilliseconds *= 3)
        {
            try
            {
                T answer = await request().ConfigureAwait(false);
                Note(isWrite, null);
                return answer;
            }
            catch (HttpRequestException exception)
            {
                StoreException failure =
                    new(HttpFailure.Reason(exception), exception) { Advice = StatusAdvice.For(exception.StatusCode) };
                if (!MayPass(exception) || pauseMilliseconds >= 500)
                {
                    throw failure;
                }

                Note(isWrite, failure);
                await Task.Delay(pauseMilliseconds, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, StoredObject item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Uri first = new UriBuilder(root) { Path = root.AbsolutePath + item }.Uri;
        Uri current = first;
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = new(method, current)
            {
                Content = method == HttpMethod.Put ? new ReadOnlyMemoryContent(content) : null,
            };
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("dotnet-retrain", EngineVersion.Text));
            request.Headers.Authorization = DownloadClient.IsSameServer(first, current) ? credentials.Header : null;
            HttpResponseMessage response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!DownloadClient.IsRedirect(response))
            {
                return response;
            }

            using (response)
            {
                // The other redirects turn a PUT into a GET.
                current = method == HttpMethod.Get || (int)response.StatusCode is 307 or 308
                    ? DownloadClient.Target(response, current, redirects, MaximumRedirects)
                    : throw new HttpRequestException("the server redirects what is written there", null, response.StatusCode);
            }
        }
    }

    private void RequireSuccess(HttpResponseMessage response, HttpStatusCode? wanted = null)
    {
        if (wanted is null ? !response.IsSuccessStatusCode : response.StatusCode != wanted)
        {
            string hint = response.StatusCode is HttpStatusCode.Unauthorized ? credentials.Hint : "";
            throw new HttpRequestException(
                string.Create(
                    CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}{hint}"),
                null, response.StatusCode);
        }
    }
}
