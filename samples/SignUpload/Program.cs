using Microsoft.AspNetCore.RateLimiting;
using Retrain.Runtime;
using SignUpload;

// What strangers send is bounded: a photo's bytes, its pixels, and photos at work. A photo takes up to 12 bytes a pixel while it is decoded
// (16 if it is CMYK), so this app stays below 2 * (64 MB + 40 * 16 MB) and the network.
const long MostBytes = 20 << 20;
const long MostPixels = 40_000_000;
const int MostAtWork = 2;
const int MostWaiting = 50;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = MostBytes);
builder.Services.AddRateLimiter(limits =>
{
    limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
    limits.AddConcurrencyLimiter("classify", limit => (limit.PermitLimit, limit.QueueLimit) = (MostAtWork, MostWaiting));
    limits.OnRejected = async (rejected, _) => await Results
        .Problem("too many photos at once; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
        .ExecuteAsync(rejected.HttpContext);
});

// One classifier serves all requests at once.
builder.Services.AddSingleton(_ => RoadSignsModel.Load(new ImageClassifierOptions { MaximumPixels = MostPixels }));
WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRateLimiter();

// The photo is the request's body; the answer is every label with its probability, highest first, and whether the photo is familiar.
app.MapPost("/classify", async (HttpRequest request, ImageClassifier signs) =>
{
    try
    {
        using MemoryStream photo = new();
        await request.Body.CopyToAsync(photo, request.HttpContext.RequestAborted);
        return Results.Ok(signs.Classify(photo.ToArray()));
    }
    catch (RetrainException exception)
    {
        return Results.Problem(exception.Diagnostic.Message, statusCode: StatusCodes.Status400BadRequest);
    }
    catch (BadHttpRequestException exception)
    {
        return Results.Problem(exception.Message, statusCode: exception.StatusCode);
    }
}).RequireRateLimiting("classify");

// The first visitor does not wait for the network to be loaded.
_ = app.Services.GetRequiredService<ImageClassifier>();
app.Run();
