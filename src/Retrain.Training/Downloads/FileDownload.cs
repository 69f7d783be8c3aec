using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Retrain.Training.Downloads;

/// <summary>
/// Downloads one file over HTTP. When the connection is lost or the run is cancelled, the received bytes stay in a .part file, and the
/// next attempt, in this run or a later one, requests the rest (RFC 9110, sections 13.1.5 and 14). If the server has a different file by
/// then, or does not support ranges, it sends the whole file again.
/// </summary>
internal sealed class FileDownload(DownloadClient client, Uri url, PartFile part, long maximumBytes, Action<long, long?> progressed)
{
    private const int BufferBytes = 1 << 16;

    // A connection that brings less is hardly one: after a few of them in a row, another hardly helps.
    private const int UsefulBytes = 1 << 16;
    private const int MaximumUselessTries = 5;

    // The least that must arrive within the client's patience; a server that trickles would keep a build forever.
    private const int LeastBytes = 1 << 10;

    /// <summary>Returns when the part file is complete.</summary>
    /// <exception cref="HttpRequestException">
    /// The server cannot be reached, refuses, or closes the connection too early and sends no more bytes on the next attempt.
    /// </exception>
    /// <exception cref="IOException">The part file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled; the part file stays.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        int useless = 0;
        for (long furthest = part.Length; ; furthest = Math.Max(furthest, part.Length))
        {
            try
            {
                await TryAsync(cancellationToken);
                return;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null && part.Length > furthest)
            {
                // The connection was lost, but after more bytes than ever before: the rest may arrive too.
                useless = part.Length - furthest < UsefulBytes ? useless + 1 : 0;
                if (useless == MaximumUselessTries)
                {
                    throw;
                }

                await Task.Delay(client.Pause, cancellationToken);
            }
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        long have = part.Length;
        void AskForRest(HttpRequestMessage request)
        {
            if (have > 0)
            {
                request.Headers.Range = new RangeHeaderValue(have, null);
                request.Headers.TryAddWithoutValidation("If-Range", part.Validator);
            }
        }

        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, url, AskForRest, null, cancellationToken);
        bool isPart = response.StatusCode is HttpStatusCode.PartialContent;
        bool isOtherPart = isPart && response.Content.Headers.ContentRange?.From != have;
        if (have > 0 && (isOtherPart || response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable))
        {
            // The part is longer than the file and so belongs to another one, or the server does not keep to the protocol.
            part.Discard();
            await TryAsync(cancellationToken);
            return;
        }

        DownloadClient.RequireSuccess(response);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(client.Patience);
        try
        {
            await ReceiveAsync(response, isPart ? have : 0, patience);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw client.Silence(exception);
        }
    }

    private async Task ReceiveAsync(HttpResponseMessage response, long have, CancellationTokenSource patience)
    {
        long? total = have + response.Content.Headers.ContentLength;
        await using FileStream file = have > 0 ? part.Append() : part.Begin(ValidatorOf(response));
        await using Stream content = await response.Content.ReadAsStreamAsync(patience.Token);
        byte[] buffer = new byte[BufferBytes];
        progressed(have, total);
        long patientUntil = have + LeastBytes;
        while (await ReadAsync(content, buffer, patience.Token) is > 0 and int count)
        {
            have += count;
            if (have >= patientUntil)
            {
                patience.CancelAfter(client.Patience);
                patientUntil = have + LeastBytes;
            }

            if (have > maximumBytes)
            {
                throw new HttpRequestException($"the server sends more than {maximumBytes >> 20} MiB", null, response.StatusCode);
            }

            await file.WriteAsync(buffer.AsMemory(0, count), patience.Token);
            progressed(have, total);
        }
    }

    // A type of their own distinguishes failures of the network from failures of the disk.
    private static async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException("the connection was lost", exception);
        }
    }

    // A weak ETag may stand for different bytes and is not allowed in If-Range.
    private static string? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.ToString()
        : response.Content.Headers.LastModified is DateTimeOffset date ? date.ToString("R", CultureInfo.InvariantCulture)
        : null;
}
