using Retrain.Runtime;
using SignUpload;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// One classifier serves all requests at once.
builder.Services.AddSingleton(_ => RoadSignsModel.Load());
WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

// The photo is the request's body; the answer is every label with its probability, highest first.
app.MapPost("/classify", async (HttpRequest request, ImageClassifier signs) =>
{
    using MemoryStream photo = new();
    await request.Body.CopyToAsync(photo, request.HttpContext.RequestAborted);
    try
    {
        return Results.Ok(signs.Classify(photo.ToArray()));
    }
    catch (RetrainException exception)
    {
        return Results.Problem(exception.Diagnostic.Message, statusCode: StatusCodes.Status400BadRequest);
    }
});

// The first visitor does not wait for the network to be loaded.
_ = app.Services.GetRequiredService<ImageClassifier>();
app.Run();
