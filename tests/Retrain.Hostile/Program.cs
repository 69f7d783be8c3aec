using System.CommandLine;
using Retrain.Hostile;
using Retrain.Hostile.Attacks;
using Retrain.Hostile.Mutants;

if (args is ["worker", string kind, string seed, string first, string end, string folder])
{
    return MutantWorker.Run(kind, new MutantRange(seed, first, end), folder);
}

Argument<string[]> names = new("attacks")
{
    Description = $"The attacks to run, all if none is named: {string.Join(", ", Attack.All.Select(attack => attack.Name))}.",
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. Attack.All.Select(attack => attack.Name)]);
Option<int> seedOption = new("--seed") { Description = "The seed of all random choices.", DefaultValueFactory = _ => 1 };
Option<double> scale = new("--scale")
{
    Description = "The size of the attack: 1 takes about an hour, 0.02 two minutes.",
    DefaultValueFactory = _ => 1,
};
RootCommand root = new("Tries to break dotnet-retrain with what strangers may give it. Ends with exit code 1 if anything broke.")
{
    names,
    seedOption,
    scale,
};
root.SetAction(async (result, cancellationToken) =>
{
    string[] wanted = result.GetValue(names) ?? [];
    using Arena arena = new(result.GetValue(seedOption), result.GetValue(scale));
    string before = Environment.CurrentDirectory;
    Environment.CurrentDirectory = arena.NewFolder("current"); // odd values of flags name files there
    foreach (Attack attack in Attack.All.Where(attack => wanted.Length == 0 || wanted.Contains(attack.Name)))
    {
        Findings findings = new(attack.Name);
        await attack.RunAsync(arena, findings, cancellationToken);
        Console.WriteLine(findings);
        arena.Add(findings);
    }

    Environment.CurrentDirectory = before;
    return arena.Broke ? 1 : 0;
});
return await root.Parse(args).InvokeAsync();
