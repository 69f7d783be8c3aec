using System;
using System.Collections.Generic;

namespace Retrain.Training.Categories;

/// <summary>Files that file managers create in folders for their own use.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class IgnoredFiles
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { ".DS_Store", "Thumbs.db", "desktop.ini" };

    public static bool Contains(string fileName) => Names.Contains(fileName);
}
