using System.Xml.Linq;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Categories;

/// <summary>
/// Finds Label attributes of ImageCategory items. Metadata may be written as an attribute, but MSBuild allows the attribute Label on every
/// element and passes it to no task, so that the category would silently get the folder's name.
/// </summary>
internal static class LabelAttributes
{
    /// <summary>Reports the attributes in the files where a project's items are written.</summary>
    /// <param name="files">The files, of which some may not exist: that of a file-based app is only in memory.</param>
    /// <param name="project">The project, at whose folder relative paths start.</param>
    public static IEnumerable<Diagnostic> ProblemsIn(IEnumerable<string> files, string project) => files
        .Where(file => file.Length > 0)
        .Select(file => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, file)))
        .Distinct(StringComparer.Ordinal)
        .Where(File.Exists)
        .SelectMany(ProblemsInFile);

    private static IEnumerable<Diagnostic> ProblemsInFile(string file)
    {
        string text = TextFile.Read(file);

        // Every build comes here, but few have to load the XML reader.
        return text.Contains("ImageCategory") && text.Contains("Label") ? ProblemsInItems(file) : [];
    }

    private static IEnumerable<Diagnostic> ProblemsInItems(string file) =>
        from item in XDocument.Load(file).Descendants()
        where item.Name.LocalName == "ImageCategory" && item.Attribute("Label") is not null
        select BuildDiagnostics.LabelAttribute(
            file, (string?)(item.Attribute("Include") ?? item.Attribute("Update")) ?? "", (string)item.Attribute("Label"));
}
