using Athanor.Foundation.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>From text to a tree of YAML, without what makes YAML dangerous: no references, which can multiply a text without bound, and little nesting.</summary>
internal static class DeclarationYaml
{
    private const int MaximumDepth = 8;

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
                1 => Section.Of(yaml.Documents[0].RootNode),
                _ => throw Fault(yaml.Documents[1].RootNode.Start, "there is more than one document"),
            };
        }
        catch (YamlException error)
        {
            throw Fault(error.Start, $"this is no YAML: {error.Message.TrimEnd('.')}");
        }
    }

    public static ProblemException Fault(Mark place, string fault) => new(ChecksProblems.BadDeclaration(Math.Max(1, place.Line), fault));

    // The tree is built by recursion, so how deep it would be is known before.
    private static void Examine(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            var part = parser.Current!;
            depth += part.NestingIncrease;
            if (depth > MaximumDepth) throw Fault(part.Start, $"it is nested more than {MaximumDepth} deep");
            if (part is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }) throw Fault(part.Start, "references (& and *) are not taken");
        }
    }
}
