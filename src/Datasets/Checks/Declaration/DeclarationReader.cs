using Athanor.Datasets.Checks.Cleaning;
using Athanor.Foundation.Documents;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>Reads the whole file. What it does not know is an error that names the line, and the word that was probably meant.</summary>
internal static class DeclarationReader
{
    private const int MostChecks = 200;
    private const int MostSteps = 50;
    private const long Version = 1;

    public static CheckDeclaration Read(string text)
    {
        try
        {
            return ReadDocument(text);
        }
        catch (DocumentException fault)
        {
            throw new ProblemException(ChecksProblems.BadDeclaration(fault.Line, fault.Message), fault);
        }
    }

    private static CheckDeclaration ReadDocument(string text)
    {
        if (Document.Load(text) is not { } file) return CheckDeclaration.Empty;
        var version = file.Required("version");
        if (version.Whole("version") != Version) throw version.Expected("version", "1");

        var declaration = new CheckDeclaration(ReadChecks(file), ReadSteps(file));
        file.RefuseOthers();
        return declaration;
    }

    private static List<Check> ReadChecks(Section file)
    {
        var sections = file.Sections("checks");
        if (sections.Count > MostChecks) throw sections[MostChecks].Fault($"there are more than {MostChecks} checks");
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. sections.Select(section => Named(section, CheckReader.Read(section), check => check.Name, names))];
    }

    private static List<CleaningStep> ReadSteps(Section file)
    {
        var sections = file.Sections("steps");
        if (sections.Count > MostSteps) throw sections[MostSteps].Fault($"there are more than {MostSteps} steps");
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. sections.Select(section => Named(section, StepReader.Read(section), step => step.Name, names))];
    }

    private static T Named<T>(Section section, T item, Func<T, string> nameOf, HashSet<string> names) =>
        names.Add(nameOf(item)) ? item : throw section.Fault($"there is another one named '{nameOf(item)}'");
}
