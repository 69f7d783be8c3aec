using System.CommandLine;
using System.Globalization;
using RoadSigns.Draw;
using RoadSigns.Draw.Signs;

Option<DirectoryInfo> output = new("--output")
{
    Description = "The folder that receives a folder per category; files of the same name are replaced.",
    Required = true,
};
Option<int> count = new("--count")
{
    Description = "Photos per category, 1 to 999; a photo does not depend on how many are drawn.",
    DefaultValueFactory = _ => 55,
};
count.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: var text }]
        && !(int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 999))
    {
        result.AddError($"--count is {text}; pass a number from 1 to 999.");
    }
});
Option<int> seed = new("--seed")
{
    Description = "Another seed draws other photos of the same signs.",
    DefaultValueFactory = _ => 1,
};

RootCommand command = new("Draws the photos of road signs that samples/road_signs/images holds.") { output, count, seed };
command.SetAction(arguments =>
{
    DirectoryInfo folder = arguments.GetRequiredValue(output);
    try
    {
        foreach (Sign sign in Sign.All)
        {
            DirectoryInfo category = folder.CreateSubdirectory(sign.Category);
            for (int number = 1; number <= arguments.GetValue(count); number++)
            {
                SeededRandom random = new($"{arguments.GetValue(seed)}/{sign.Category}/{number}");
                string name = string.Create(CultureInfo.InvariantCulture, $"{sign.Category}_{number:D3}.jpg");
                File.WriteAllBytes(Path.Combine(category.FullName, name), Photo.Take(sign, random));
            }
        }
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"{folder} : error: {e.Message} Pass a folder that can be written as --output.");
        return 1;
    }

    return 0;
});

return command.Parse(args).Invoke();
