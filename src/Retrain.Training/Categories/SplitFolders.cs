using System;
using System.Collections.Generic;
using System.IO;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>The names of folders that hold the training, validation or testing set of a data set that is split already.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class SplitFolders
{
    private static readonly Dictionary<string, Split> Sets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = Split.Training,
        ["training"] = Split.Training,
        ["val"] = Split.Validation,
        ["valid"] = Split.Validation,
        ["validation"] = Split.Validation,
        ["test"] = Split.Testing,
        ["testing"] = Split.Testing,
    };

    /// <summary>The set that a folder of this name holds; <see langword="null"/> for any other name.</summary>
    public static Split? SetOf(string folderName) => Sets.TryGetValue(folderName, out Split set) ? set : null;

    /// <summary>The set that a file or a folder of images lies in, by the nearest folder that has a set's name.</summary>
    public static Split? SetAbove(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (SetOf(Path.GetFileName(folder)) is Split set)
            {
                return set;
            }
        }

        return null;
    }
}
