using System.CommandLine;
using System.CommandLine.Parsing;
using Retrain.Tool.Commands;

namespace Retrain.Tool.Tests.Commands;

public sealed class ArgumentSpellingTests
{
    [Fact]
    public void AFlagThatEndsWithEqualsHasTheEmptyValueInEveryCommand()
    {
        (string[] Verb, Command Command)[] commands =
        [
            ([], Parse().CommandResult.Command),
            .. CommandLine.Others.Select(other => (new[] { other.Name }, Parse(other.Name).CommandResult.Command)),
        ];
        foreach ((string[] verb, Command command) in commands)
        {
            Option next = command.Options.First(option => option is Option<bool> or Option<string?>);
            foreach (Option flag in command.Options.Where(option => option is not Option<bool> && option.HelpName is not null))
            {
                foreach (char separator in "=:")
                {
                    ParseResult line = Parse([.. verb, flag.Name.Replace('_', '-') + separator, next.Name, "x"]);

                    ResultOf(line, flag)!.Tokens[0].Value.ShouldBe("", $"{command.Name} {flag.Name}");
                    ResultOf(line, next).ShouldNotBeNull($"{command.Name} {flag.Name}");
                }
            }
        }
    }

    [Theory]
    [InlineData("--image-dir=my-photos", "--image_dir=my-photos")]
    [InlineData("--image-dir:my-photos", "--image_dir:my-photos")]
    [InlineData("--split_salt=a=b-c", "--split_salt=a=b-c")]
    [InlineData("my-photos", "my-photos")]
    [InlineData("--split-salt= ", "--split_salt= ")]
    [InlineData("-1", "-1")]
    public void OnlyTheNameIsSpeltAnew(string argument, string normalized) =>
        ArgumentSpelling.Normalized([argument]).ShouldBe([normalized]);

    [Fact]
    public void NothingBehindTwoDashesIsAFlag() =>
        ArgumentSpelling.Normalized(["--a-b=", "--", "--c-d="]).ShouldBe(["--a_b", "", "--", "--c-d="]);

    // Each command line has flags of its own.
    private static OptionResult? ResultOf(ParseResult line, Option flag) =>
        line.GetResult(line.CommandResult.Command.Options.Single(option => option.Name == flag.Name));

    private static ParseResult Parse(params string[] arguments) =>
        CommandLine.Parse(arguments, new ProblemLog(), TestContext.Current.CancellationToken);
}
