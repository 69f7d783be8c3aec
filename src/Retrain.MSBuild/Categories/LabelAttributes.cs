using System.Xml.Linq;
using Retrain.MSBuild.Diagnostics;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Categories;

/// <summary>
/// Finds Label attributes of ImageCategory items. Metadata may be written as an attribute, but MSBuild allows the attribute Label on every
/// element and passes it to no task, so that the category would silently get the folder's name.
/// </summary>
internal static class LabelAttributes
{
    /// <summary>Reports the attributes in the project's own file, where items are usually written.</summary>
    public static IEnumerable<Diagnostic> ProblemsIn(string project)
    {
        string text = File.ReadAllText(project);

        // Every build comes here, but few have to load the XML reader.
        return text.Contains("ImageCategory") && text.Contains("Label") ? ProblemsInItems(project) : [];
    }

    private static IEnumerable<Diagnostic> ProblemsInItems(string project) =>
        from item in XDocument.Load(project).Descendants()
        where item.Name.LocalName == "ImageCategory" && item.Attribute("Label") is not null
        select BuildDiagnostics.LabelAttribute(project, (string?)item.Attribute("Include") ?? "", (string)item.Attribute("Label"));
}
