using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Athanor.Foundation.Documents;

/// <summary>From text to a tree of YAML (or JSON, which is part of it), without what makes YAML dangerous: no references, which can multiply a text without bound, and little nesting.</summary>
public static class Document
{
    private const int MaximumDepth = 8;

    /// <summary>Null where the text says nothing.</summary>
    public static Section? Load(string text)
    {
        try
        {
            Examine(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count switch
            {
                0 => null,
                1 => Section.Of(yaml.Documents[0].RootNode, ""),
                _ => throw new DocumentException(yaml.Documents[1].RootNode.Start.Line, "", "there is more than one document"),
            };
        }
        catch (YamlException error)
        {
            throw new DocumentException(error.Start.Line, "", $"this is no YAML: {error.Message.TrimEnd('.')}");
        }
    }

    // The tree is built by recursion, so how deep it would be is known before.
    private static void Examine(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            var part = parser.Current!;
            depth += part.NestingIncrease;
            if (depth > MaximumDepth) throw new DocumentException(part.Start.Line, "", $"it is nested more than {MaximumDepth} deep");
            if (part is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }) throw new DocumentException(part.Start.Line, "", "references (& and *) are not taken");
        }
    }
}
