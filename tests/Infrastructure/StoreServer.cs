using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Retrain.Tests.Infrastructure;

/// <summary>A cache over HTTP/1.1 on loopback, which keeps what is PUT, with the faults that a test asks for.</summary>
internal sealed class StoreServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly ConcurrentQueue<Request> requests = [];

    public StoreServer()
    {
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _ = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    /// <summary>What is kept, by path, such as /ac/0123….</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<Request> Requests => [.. requests];

    /// <summary>Writes another answer, after which the connection ends; <see langword="null"/> for the usual one.</summary>
    public Func<Request, Func<Stream, Task>?> Fault { get; set; } = _ => null;

    /// <summary>An answer of a status alone.</summary>
    public static Func<Stream, Task> Status(int status, params string[] headers) =>
        Raw($"HTTP/1.1 {status} Told\r\nConnection: close\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n", []);

    /// <summary>An answer with a length that may be a lie.</summary>
    public static Func<Stream, Task> Body(byte[] body, long? length) =>
        Raw($"HTTP/1.1 200 OK\r\nConnection: close\r\n{(length is null ? "" : $"Content-Length: {length}\r\n")}\r\n", body);

    /// <summary>No answer, as long as the other side waits.</summary>
    public static async Task Hang(Stream stream)
    {
        while (await stream.ReadAsync(new byte[1 << 16]) > 0)
        {
        }
    }

    /// <summary>The first half of a body, and then nothing as long as the other side waits.</summary>
    public static Func<Stream, Task> HangIn(byte[] body) => async stream =>
    {
        await Raw($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n", body[..(body.Length / 2)])(stream);
        await stream.FlushAsync();
        await Hang(stream);
    };

    /// <summary>An answer of which a byte comes each second.</summary>
    public static Func<Stream, Task> Trickle(byte[] body) => async stream =>
    {
        foreach (byte one in (byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"), .. body])
        {
            await stream.WriteAsync(new[] { one });
            await stream.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    };

    /// <summary>A body of which a byte comes each second.</summary>
    public static Func<Stream, Task> TrickleIn(byte[] body) => async stream =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"));
        foreach (byte one in body)
        {
            await stream.WriteAsync(new[] { one });
            await stream.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    };

    /// <summary>The first half of a body, after which the connection is reset.</summary>
    public static Func<Stream, Task> ResetIn(byte[] body) => async stream =>
    {
        await Raw($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n", body[..(body.Length / 2)])(stream);
        await stream.FlushAsync();
        await Reset(stream);
    };

    /// <summary>No answer; the connection is reset.</summary>
    public static Task Reset(Stream stream) => throw new ConnectionResetException();

    /// <summary>A body that does not end.</summary>
    public static async Task Endless(Stream stream)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray());
        while (true)
        {
            await stream.WriteAsync(new byte[1 << 16]);
        }
    }

    /// <summary>Takes no more connections.</summary>
    public void Stop() => listener.Stop();

    public void Dispose()
    {
        stopped.Cancel();
        listener.Dispose();
        stopped.Dispose();
    }

    private static Func<Stream, Task> Raw(string head, byte[] body) => async stream =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
    };

    private async Task AcceptAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopped.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using BufferedStream stream = new(client.GetStream());
                while (await ReadAsync(stream) is (Request request, byte[] body))
                {
                    requests.Enqueue(request);
                    Func<Stream, Task>? fault = Fault(request);
                    await (fault ?? Answer(request, body))(stream);
                    await stream.FlushAsync();
                    if (fault is not null)
                    {
                        return;
                    }
                }
            }
            catch (IOException)
            {
                // The client went away.
            }
            catch (ConnectionResetException)
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
    }

    private Func<Stream, Task> Answer(Request request, byte[] body)
    {
        if (request.Method == "PUT")
        {
            Objects[request.Path] = body;
            return Raw("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", []);
        }

        return Objects.TryGetValue(request.Path, out byte[]? content)
            ? Raw($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\n\r\n", content)
            : Raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", []);
    }

    private static async Task<(Request Request, byte[] Body)?> ReadAsync(Stream stream)
    {
        List<string> lines = [];
        while (await ReadLineAsync(stream) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        if (lines.Count == 0)
        {
            return null;
        }

        string[] first = lines[0].Split(' ');
        string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?
            [(name.Length + 2)..];
        byte[] body = new byte[int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return (new Request(first[0], first[1], Header("Authorization")) { Body = body }, body);
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    private sealed class ConnectionResetException : Exception;

    /// <summary>A request that the server got.</summary>
    internal sealed record Request(string Method, string Path, string? Authorization)
    {
        public byte[] Body { get; init; } = [];
    }
}
