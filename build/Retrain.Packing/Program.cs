using System.Reflection;
using Retrain.Packing.Libraries;
using Retrain.Packing.Profiles;

const string Usage = """
    profile LIST ASSEMBLIES FOLDER   writes a profile for each assembly: LIST names what a start uses, ASSEMBLIES is a file with their paths
    slice LIBRARY ARCHITECTURE FILE  writes the part of a universal library for a Mac that is for arm64 or x64
    """;

try
{
    switch (args)
    {
        case ["profile", string list, string assemblies, string folder]:
            StartProfile.Read(list).WriteTo(folder, await File.ReadAllLinesAsync(assemblies));
            return 0;
        case ["slice", string library, string architecture, string file]:
            MachineType machine = Enum.GetValues<MachineType>()
                .Cast<MachineType?>().FirstOrDefault(type => $"{type}".Equals(architecture, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidDataException($"'{architecture}' is not an architecture; it is arm64 or x64");
            await File.WriteAllBytesAsync(file, UniversalLibrary.SliceOf(await File.ReadAllBytesAsync(library), machine));
            return 0;
        default:
            await Console.Error.WriteLineAsync(Usage);
            return 2;
    }
}
catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException
    or BadImageFormatException or ReflectionTypeLoadException)
{
    await Console.Error.WriteLineAsync($"error : {exception.Message}");
    return 1;
}
