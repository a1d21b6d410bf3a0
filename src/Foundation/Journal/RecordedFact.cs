using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Journal;

/// <summary>A fact as the texts that its row will hold: whatever is refused is refused here, before it stands in anybody's transaction.</summary>
internal sealed record RecordedFact(string Actor, string Project, string Verb, string Subject, IReadOnlyList<string> ParentNames, string Parents, string Details)
{
    // PostgreSQL cannot index a text much longer than a Subject may be.
    private const int LongestIndexed = Identifiers.Subject.MaximumLength;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RecordedFact From(Fact fact)
    {
        var parents = fact.Parents.Select(Checked).Distinct(StringComparer.Ordinal).ToList();
        return new(
            Checked(fact.Actor),
            Checked(fact.Project ?? ""),
            Checked(fact.Verb),
            Checked(fact.Subject),
            parents,
            parents.Count == 0 ? "[]" : JsonSerializer.Serialize(parents, Compact),
            fact.Details.Count == 0 ? "{}" : fact.Details.ToJsonString(Compact));
    }

    private static string Checked(Subject subject)
    {
        var text = subject.ToString();
        return Identifiers.Subject.TryParse(text, out var read) && read == subject ? Checked(text) : throw new ProblemException(JournalProblems.BadSubject);
    }

    private static string Checked(string text) =>
        Encoding.UTF8.GetByteCount(text) <= LongestIndexed ? StorableText.Check(text) : throw new ProblemException(JournalProblems.TooLong(LongestIndexed));
}
