using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>An HTTP/1.1 server of a test's own, on loopback: one file at each address, with the faults that a test asks for.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly ConcurrentQueue<string> requests = [];
    private int answered;

    public FileServer()
    {
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>What is served, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The strong ETag of every file; null for none.</summary>
    public string? ETag { get; set; } = "\"first\"";

    /// <summary>Whether Range is answered with a part, as servers of files do.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether a part is answered with another part than was asked for.</summary>
    public bool MistakesRanges { get; set; }

    /// <summary>How many bytes of the body the n-th answer, from 0, gives before the connection is cut; null for all.</summary>
    public Func<int, int?> CutAfter { get; set; } = _ => null;

    /// <summary>Bytes a second; 0 for as fast as it goes.</summary>
    public int BytesPerSecond { get; set; }

    public string Address { get; }

    /// <summary>The heads of the requests so far.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Stops answering.</summary>
    public void Stop() => listener.Stop();

    public void Dispose()
    {
        stopped.Cancel();
        listener.Dispose();
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stopped.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(client));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string head = await ReadHeadAsync(stream);
                requests.Enqueue(head);
                await RespondAsync(stream, head, CutAfter(Interlocked.Increment(ref answered) - 1));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over: what the client made of it is what tests look at.
            }
        }
    }

    private async Task RespondAsync(NetworkStream stream, string head, int? cutAfter)
    {
        string path = head.Split(' ')[1];
        if (!Files.TryGetValue(path, out byte[]? file))
        {
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stopped.Token);
            return;
        }

        int from = KnowsRanges && Header(head, "Range") is string range && Header(head, "If-Range") == ETag
            ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : 0;
        if (from > 0 && from >= file.Length)
        {
            await stream.WriteAsync(
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stopped.Token);
            return;
        }

        from = MistakesRanges && from > 0 ? from / 2 : from;
        StringBuilder response = new(from > 0 ? "HTTP/1.1 206 Partial Content\r\n" : "HTTP/1.1 200 OK\r\n");
        response.Append(CultureInfo.InvariantCulture, $"Content-Length: {file.Length - from}\r\nConnection: close\r\n");
        response.Append(ETag is null ? "" : $"ETag: {ETag}\r\n");
        response.Append(
            from > 0
                ? string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n")
                : "");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(response.Append("\r\n").ToString()), stopped.Token);
        await SendAsync(stream, file.AsMemory(from, Math.Min(cutAfter ?? int.MaxValue, file.Length - from)));
    }

    private async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> body)
    {
        int piece = BytesPerSecond > 0 ? BytesPerSecond / 20 : Math.Max(body.Length, 1);
        for (int sent = 0; sent < body.Length; sent += piece)
        {
            await stream.WriteAsync(body.Slice(sent, Math.Min(piece, body.Length - sent)), stopped.Token);
            if (BytesPerSecond > 0)
            {
                await Task.Delay(50, stopped.Token);
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stopped.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
