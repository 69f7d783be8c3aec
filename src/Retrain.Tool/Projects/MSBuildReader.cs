using System.Xml;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>Reads a project's elements with their places in the text, so that text can be inserted between them.</summary>
internal sealed class MSBuildReader
{
    private readonly string text;
    private readonly XmlReader xml;
    private readonly IXmlLineInfo place;
    private readonly List<int> lineStarts = [0];

    private MSBuildReader(string text, XmlReader xml)
    {
        this.text = text;
        this.xml = xml;
        place = (IXmlLineInfo)xml;
        for (int i = 0; i < text.Length; i++)
        {
            // XML ends lines with \n, \r\n or \r.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The root element.</summary>
    /// <exception cref="RetrainException">RT4024: the text is not well-formed XML, or not a project.</exception>
    public static MSBuildElement Read(string path, string text)
    {
        using StringReader source = new(text);
        using XmlReader xml = XmlReader.Create(source, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        try
        {
            MSBuildReader reader = new(text, xml);
            xml.MoveToContent();
            if (xml.LocalName != "Project")
            {
                throw new RetrainException(OptionDiagnostics.InvalidProject(
                    path, reader.place.LineNumber, reader.place.LinePosition, $"its root element is <{xml.Name}> and not <Project>"));
            }

            MSBuildElement root = reader.ReadElement();
            while (xml.Read())
            {
                // The text after the root must be well-formed, too.
            }

            return root;
        }
        catch (XmlException exception)
        {
            // The message ends with the place, which the diagnostic's origin has already.
            string reason = exception.Message.Split(" Line ")[0].TrimEnd('.');
            throw new RetrainException(
                OptionDiagnostics.InvalidProject(path, exception.LineNumber, exception.LinePosition, reason), exception);
        }
    }

    private MSBuildElement ReadElement()
    {
        const int StartTagOpening = 1; // <
        const int EndTagOpening = 2; // </
        string name = xml.LocalName;
        int start = Offset() - StartTagOpening;
        bool closesItself = xml.IsEmptyElement;
        Dictionary<string, string> attributes = ReadAttributes();
        if (closesItself)
        {
            return new MSBuildElement(name, attributes, [], "") { Start = start, End = EndOfStartTag(start) };
        }

        List<MSBuildElement> children = [];
        string value = "";
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    children.Add(ReadElement());
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    value += xml.Value;
                    break;
            }
        }

        int contentEnd = Offset() - EndTagOpening;
        return new MSBuildElement(name, attributes, children, value)
        {
            Start = start,
            ContentEnd = contentEnd,
            End = text.IndexOf('>', contentEnd) + 1,
        };
    }

    private Dictionary<string, string> ReadAttributes()
    {
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        while (xml.MoveToNextAttribute())
        {
            attributes[xml.Name] = xml.Value;
        }

        xml.MoveToElement();
        return attributes;
    }

    private int Offset() => lineStarts[place.LineNumber - 1] + place.LinePosition - 1;

    // An attribute's value may contain a ">".
    private int EndOfStartTag(int start)
    {
        char? quote = null;
        int offset = start;
        while (quote is not null || text[offset] != '>')
        {
            if (quote is null ? text[offset] is '"' or '\'' : text[offset] == quote)
            {
                quote = quote is null ? text[offset] : null;
            }

            offset++;
        }

        return offset + 1;
    }
}
