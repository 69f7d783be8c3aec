using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

/// <summary>SignUpload, asked by visitors who do not use its page.</summary>
[Collection(SignUploadVisits.Name)]
public sealed class SignUploadServerTests(ServedSignUpload app) : IDisposable
{
    private const int MostPhotos = 32;

    // What the server refuses before it is sent must not be sent, however busy the machine is.
    private readonly HttpClient visitor = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = new Uri(app.Address),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task MeasuresWhatItClassifies()
    {
        JsonElement before = await visitor.GetFromJsonAsync<JsonElement>("metrics", Token);
        using HttpResponseMessage answer = await PostAsync(File.ReadAllBytes(ServedSignUpload.Image("stop/stop_001.jpg")));
        using HttpResponseMessage other = await PostAsync(File.ReadAllBytes(Repository.PathOf("docs/images/report.png")));
        using HttpResponseMessage refusal = await PostAsync("no photo"u8.ToArray());

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        refusal.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement metrics = await visitor.GetFromJsonAsync<JsonElement>("metrics", Token);
        (Sum(metrics, "photos") - Sum(before, "photos")).ShouldBe(2);
        (Sum(metrics, "unfamiliar") - Sum(before, "unfamiliar")).ShouldBe(1);
        (Stops(metrics) - Stops(before)).ShouldBe(1);
        (Refused(metrics) - Refused(before)).ShouldBe(1);
        metrics.GetProperty("active").GetInt64().ShouldBe(0);
        metrics.GetProperty("waiting").GetInt64().ShouldBe(0);
        metrics.GetProperty("medianSeconds").GetDouble().ShouldBeInRange(0.0001, metrics.GetProperty("slowSeconds").GetDouble());
        (await visitor.GetStringAsync(new Uri("health", UriKind.Relative), Token)).ShouldBe("Healthy");

        static long Sum(JsonElement metrics, string count) =>
            metrics.GetProperty("labels").EnumerateArray().Sum(label => label.GetProperty(count).GetInt64());

        static long Stops(JsonElement metrics) => metrics.GetProperty("labels").EnumerateArray()
            .Where(label => label.GetProperty("label").GetString() == "Stop").Sum(label => label.GetProperty("photos").GetInt64());

        static long Refused(JsonElement metrics) =>
            metrics.GetProperty("failures").TryGetProperty("RT1003", out JsonElement count) ? count.GetInt64() : 0;
    }

    [Fact]
    public async Task TellsThatAPhotoIsTooLarge()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "classify") { Content = new ByteArrayContent(new byte[20_000_001]) };
        request.Headers.ExpectContinue = true; // it is refused before it is sent

        using HttpResponseMessage refusal = await visitor.SendAsync(request, Token);

        refusal.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        JsonElement problem = await refusal.Content.ReadFromJsonAsync<JsonElement>(Token);
        problem.GetProperty("detail").GetString().ShouldBe("The photo has more than 20 MB. Choose a smaller one.");
    }

    [Fact]
    public async Task AsksToComeAgainWhereManyWait()
    {
        byte[] photo = await File.ReadAllBytesAsync(ServedSignUpload.Image("stop/stop_001.jpg"), Token);
        TaskCompletionSource sent = new();
        byte[] slowPhoto = [.. photo, .. new byte[1 << 20]]; // what follows an image is not read
        Task<HttpResponseMessage>[] slow =
            [.. Enumerable.Range(0, MostPhotos).Select(_ => SendSlowlyAsync(slowPhoto, sent.Task))];
        await AllBeingReceivedAsync();

        using (HttpResponseMessage busy = await PostAsync(photo))
        {
            busy.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            busy.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            (await busy.Content.ReadAsStringAsync(Token)).ShouldContain("Many photos are waiting. Try again in a moment.");
        }

        sent.SetResult();
        foreach (HttpResponseMessage answer in await Task.WhenAll(slow))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Dispose();
        }

        using HttpResponseMessage again = await PostAsync(photo);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);

        // A question in between would be one of the photos that the app takes.
        async Task AllBeingReceivedAsync()
        {
            for (int look = 0; await ActiveAsync() < MostPhotos; look++)
            {
                look.ShouldBeLessThan(1000);
                slow.ShouldAllBe(request => !request.IsCompleted);
                await Task.Delay(20, Token);
            }
        }

        async Task<long> ActiveAsync() =>
            (await visitor.GetFromJsonAsync<JsonElement>("metrics", Token)).GetProperty("active").GetInt64();
    }

    [Fact]
    public async Task LetsPagesLoadNothingFromElsewhere()
    {
        using HttpResponseMessage page = await visitor.GetAsync(new Uri("/", UriKind.Relative), Token);

        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        (await page.Content.ReadAsStringAsync(Token)).ShouldNotContain("://");
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] photo)
    {
        using ByteArrayContent content = new(photo);
        return await SendAsync(content);
    }

    private async Task<HttpResponseMessage> SendSlowlyAsync(byte[] bytes, Task mayEnd)
    {
        using SlowContent content = new(bytes, mayEnd);
        return await SendAsync(content);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content) =>
        visitor.PostAsync(new Uri("classify", UriKind.Relative), content, Token);

    /// <summary>Sends little by little, as a server ends a request that sends nothing, and the rest when it may.</summary>
    private sealed class SlowContent(byte[] bytes, Task mayEnd) : HttpContent
    {
        private const int BytesOfStep = 256;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            int sent = 0;
            for (; !mayEnd.IsCompleted && sent + BytesOfStep < bytes.Length; sent += BytesOfStep)
            {
                await stream.WriteAsync(bytes.AsMemory(sent, BytesOfStep), Token);
                await stream.FlushAsync(Token);
                await Task.WhenAny(mayEnd, Task.Delay(50, Token));
            }

            await stream.WriteAsync(bytes.AsMemory(sent), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
