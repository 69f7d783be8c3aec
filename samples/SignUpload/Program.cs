using Microsoft.AspNetCore.RateLimiting;
using Retrain.Extensions;
using Retrain.Runtime;
using SignUpload;

// What strangers send is bounded: a photo's bytes and pixels, the photos that are received or wait, and those that are computed. A photo
// takes up to 12 bytes a pixel while it is decoded (16 if it is CMYK), so this app stays below 32 * 20 MB + 2 * 40 * 16 MB and the network.
const long MostBytes = 20_000_000;
const int MostPixels = 40_000_000;
const int MostPhotos = 32;
const int MostComputed = 2;

using Measurements measurements = new();
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = MostBytes);
builder.Services.AddImageClassifier(setup =>
{
    setup.FromModel(RoadSignsModel.Load);
    setup.Options = new ImageClassifierOptions { MaximumPixels = MostPixels, MaximumConcurrency = MostComputed };
});
builder.Services.AddHealthChecks().Add(ClassifierHealth.Check());
builder.Services.AddRateLimiter(limits =>
{
    limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
    limits.AddConcurrencyLimiter("classify", limit => (limit.PermitLimit, limit.QueueLimit) = (MostPhotos, 0));
    limits.OnRejected = async (rejected, _) =>
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "2";
        await Results.Problem("Many photos are waiting. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
            .ExecuteAsync(rejected.HttpContext);
    };
});

WebApplication app = builder.Build();

// The pages take scripts, styles and pictures from here and from nowhere else, whatever a label or a file is called.
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRateLimiter();

// The photo is the request's body; the answer is every label with its probability, highest first, and whether the photo is familiar.
app.MapPost("/classify", async (HttpRequest request, ClassifierService signs, CancellationToken cancelled) =>
{
    try
    {
        return Results.Ok(await signs.ClassifyAsync(request.Body, cancelled));
    }
    catch (RetrainException exception)
    {
        return Results.Problem(exception.Diagnostic.Message, statusCode: StatusCodes.Status400BadRequest);
    }
    catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
    {
        return Results.Problem(
            $"The photo has more than {MostBytes / 1_000_000} MB. Choose a smaller one.", statusCode: exception.StatusCode);
    }
}).RequireRateLimiting("classify");

// What the page says of the model, and the size that it need not send.
app.MapGet("/model", (ClassifierService signs) => Results.Ok(new
{
    signs.Model.Labels,
    signs.Model.TestAccuracy,
    MostBytes,
}));

// In an app of yours, these two are for you and not for visitors.
app.MapGet("/metrics", () => Results.Ok(measurements.Read()));
app.MapHealthChecks("/health");
app.Run();
