using Microsoft.Build.Utilities;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Models;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Models;

public sealed class ModelMetadataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // MSBuild refuses Choose in a project file itself (MSB4118), as it is the name of one of its own elements.
    [Theory]
    [InlineData("Choose", "true")]
    [InlineData("choose", "TRUE")]
    [InlineData("Architecture", "efficientnet_lite0,inception_v3")]
    [InlineData("Architecture", "nets/a.onnx,nets/b.onnx")]
    public void AChoiceBetweenBackbonesIsRefused(string name, string value)
    {
        Diagnostic problem = Should.Throw<InvalidModelException>(() => Read(name, value)).Problems.Single();

        problem.Code.ShouldBe("RT4130");
        problem.Origin.ShouldBe(folder.PathOf("App.csproj"));
        problem.Message.ShouldContain("--choose`, and write the name that it chose as Architecture");
    }

    [Theory]
    [InlineData("Choose", "")]
    [InlineData("Architecture", "nets/a,b.onnx")]
    [InlineData("Architecture", "hf:owner/name@main:a,b.onnx")]
    public void WhatIsOneBackboneIsNot(string name, string value)
    {
        folder.Write("nets/a,b.onnx", "a network"u8);

        Read(name, value).Name.ShouldBe("Flowers");
    }

    private TrainedModel Read(string name, string value) => TrainedModel.Of(
        new TaskItem("Flowers", new Dictionary<string, string> { [name] = value }), folder.PathOf("App.csproj"), "App");
}
