using System.Xml.Linq;
using Retrain.MSBuild.Diagnostics;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Categories;

/// <summary>
/// Metadata may be written as an attribute, but Label is an attribute that MSBuild allows on every element and gives to no task: whoever
/// writes it would get the folder's name in silence.
/// </summary>
internal static class LabelAttributes
{
    /// <summary>Those in the project's own file, where items are usually written.</summary>
    public static IEnumerable<Diagnostic> ProblemsIn(string project)
    {
        string text = File.ReadAllText(project);

        // Every build comes here, few have to load what reads XML.
        return text.Contains("ImageCategory") && text.Contains("Label") ? ProblemsInItems(project) : [];
    }

    private static IEnumerable<Diagnostic> ProblemsInItems(string project) =>
        from item in XDocument.Load(project).Descendants()
        where item.Name.LocalName == "ImageCategory" && item.Attribute("Label") is not null
        select BuildDiagnostics.LabelAttribute(project, (string?)item.Attribute("Include") ?? "", (string)item.Attribute("Label"));
}
