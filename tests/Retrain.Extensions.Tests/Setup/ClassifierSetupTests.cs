using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;

namespace Retrain.Extensions.Tests.Setup;

public sealed class ClassifierSetupTests
{
    [Fact]
    public void EveryOptionCanBeConfigured()
    {
        ClassifierSetup setup = new ClassifierSetup().FromConfiguration(Configured(
            ("BottleneckTensor", "pooled"), ("ConfidenceThreshold", "0.75"), ("IgnoreOrientation", "true"), ("InputHeight", "31"),
            ("InputMean", "127.5"), ("InputStd", "2"), ("InputTensor", "pixels"), ("InputWidth", "33"),
            ("MaximumConcurrency", "3"), ("MaximumPixels", "1000"),
            ("OutputTensor", "flower"), ("graph", "g.pb"), ("LABELS", "l.txt"), ("ReloadOnChange", "True")));

        setup.Options.ShouldBe(new ImageClassifierOptions
        {
            BottleneckTensor = "pooled",
            ConfidenceThreshold = 0.75f,
            IgnoreOrientation = true,
            InputHeight = 31,
            InputMean = 127.5f,
            InputStd = 2,
            InputTensor = "pixels",
            InputWidth = 33,
            MaximumConcurrency = 3,
            MaximumPixels = 1000,
            OutputTensor = "flower",
        });
        typeof(ImageClassifierOptions).GetProperties().Length.ShouldBe(11, "a new option should be configurable, too");
    }

    [Fact]
    public void WhatIsLeftOutStaysAsItIs()
    {
        ClassifierSetup setup = new() { Options = new ImageClassifierOptions { InputWidth = 5 } };

        setup.FromConfiguration(Configured(("InputHeight", "7")));

        setup.Options.ShouldBe(new ImageClassifierOptions { InputWidth = 5, InputHeight = 7 });
    }

    [Theory]
    [InlineData("MaximumPixel", "5", "the setting 'App:Flowers:MaximumPixel' is not known; there are Graph, Labels, ReloadOnChange, Bott")]
    [InlineData("MaximumPixels", "many", "the setting 'App:Flowers:MaximumPixels' is 'many'; set it to a whole number from 1 on.")]
    [InlineData("MaximumPixels", "0", "is '0'; set it to a whole number from 1 on.")]
    [InlineData("MaximumConcurrency", "-1", "is '-1'; set it to a whole number from 1 on.")]
    [InlineData("ConfidenceThreshold", "1.5", "is '1.5'; set it to a number from 0 to 1.")]
    [InlineData("ConfidenceThreshold", "0,5", "is '0,5'; set it to a number from 0 to 1.")]
    [InlineData("InputStd", "0", "is '0'; set it to a number.")]
    [InlineData("InputMean", "NaN", "is 'NaN'; set it to a number.")]
    [InlineData("ReloadOnChange", "yes", "is 'yes'; set it to true or false.")]
    [InlineData("Graph", "g.pb", "the setting 'App:Flowers:Labels' is missing; Graph and Labels are the paths of a model's two files.")]
    [InlineData("Labels", "l.txt", "the setting 'App:Flowers:Graph' is missing; Graph and Labels are the paths of a model's two files.")]
    [InlineData("Graph:Path", "g.pb", "the setting 'App:Flowers:Graph' has settings below it and no value.")]
    public void AWrongSettingIsNamed(string key, string value, string message)
    {
        RetrainException exception = Should.Throw<RetrainException>(
            () => new ClassifierSetup().FromConfiguration(Configured((key, value))));

        exception.Diagnostic.Code.ShouldBe("RT4138");
        exception.Diagnostic.Message.ShouldContain(message);
    }

    [Fact]
    public void WrongArgumentsAreTheProgramsMistake()
    {
        Should.Throw<ArgumentException>(() => new ClassifierSetup().FromFile("", "labels.txt"));
        Should.Throw<ArgumentNullException>(() => new ClassifierSetup().FromModel(null!));
        Should.Throw<ArgumentOutOfRangeException>(() => new ClassifierSetup().ReloadOnChange(TimeSpan.Zero));
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddImageClassifier("", _ => { }));
    }

    [Fact]
    public void ASetupWithoutModelIsTheProgramsMistake() => MessageOf(_ => { }).ShouldBe(
        "the classifier 'default' has no model; call FromModel, FromFile or FromConfiguration in its setup");

    [Fact]
    public void OnlyFilesCanBeReloaded() => MessageOf(setup => setup.FromModel(new NumberedModel(1).Load).ReloadOnChange()).ShouldBe(
        "the classifier 'default' cannot reload a model that is not in files; leave ReloadOnChange out, or call FromFile");

    private static string MessageOf(Action<ClassifierSetup> configure)
    {
        using ServiceProvider services = new ServiceCollection().AddImageClassifier(configure).BuildServiceProvider();
        return Should.Throw<InvalidOperationException>(() => services.GetRequiredService<ClassifierService>()).Message;
    }

    private static IConfigurationSection Configured(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"App:Flowers:{setting.Key}", (string?)setting.Value)))
        .Build().GetSection("App:Flowers");
}
