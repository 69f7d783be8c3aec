using System.Net;
using System.Net.Sockets;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Serves files to a browser, on loopback, with the content types that browsers ask of scripts.</summary>
internal sealed class LoopbackSite : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, string> files;

    /// <param name="files">Paths of files, by the path of their address, such as "/index.html".</param>
    public LoopbackSite(Dictionary<string, string> files)
    {
        this.files = files;
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Task.Run(AnswerAsync);
    }

    public string Address { get; }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                using HttpListenerResponse response = context.Response;
                if (!files.TryGetValue(context.Request.Url!.AbsolutePath, out string? path))
                {
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                    continue;
                }

                response.ContentType = Path.GetExtension(path) switch
                {
                    ".html" => "text/html; charset=utf-8",
                    ".mjs" => "text/javascript",
                    ".wasm" => "application/wasm",
                    ".txt" => "text/plain; charset=utf-8",
                    _ => "application/octet-stream",
                };
                byte[] content = await File.ReadAllBytesAsync(path);
                response.ContentLength64 = content.Length;
                await response.OutputStream.WriteAsync(content);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The browser went away, or the test is over.
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
