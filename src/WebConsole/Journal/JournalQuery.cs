using System.Globalization;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Journal;

/// <summary>What somebody asked of the Journal, as it stands in the address; times are UTC.</summary>
public sealed record JournalQuery
{
    private const int MaximumText = 200;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm";

    public string Actor { get; private init; } = "";
    public string Project { get; private init; } = "";
    public string Verb { get; private init; } = "";
    public string Subject { get; private init; } = "";
    public string Text { get; private init; } = "";
    public DateTimeOffset? From { get; private init; }
    public DateTimeOffset? Until { get; private init; }
    public long? Before { get; private init; }
    public long? After { get; private init; }

    public bool IsFiltered => Filters.Any();
    public bool IsNewestPage => Before is null && After is null;

    /// <summary>Minimal APIs bind a parameter of this type to the query.</summary>
    public static ValueTask<JournalQuery?> BindAsync(HttpContext context) => ValueTask.FromResult<JournalQuery?>(Read(context.Request.Query));

    public static string WriteTime(DateTimeOffset? time) => time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) ?? "";

    public JournalFilter FilterFor(Caller caller) => new()
    {
        Actor = NullIfEmpty(Actor),
        Project = NullIfEmpty(Project),
        Verb = NullIfEmpty(Verb),
        Subject = NullIfEmpty(Subject),
        Text = NullIfEmpty(Text),
        From = From,
        Until = Until,
        Before = Before ?? long.MaxValue,
        After = After ?? 0,
        NewestFirst = After is null,
        Readable = Authorizer.ProjectsAllowing(caller, AccessPermissions.JournalRead),
    };

    public string AddressBefore(long sequence) => Address("/journal", ("before", $"{sequence}"));

    public string AddressAfter(long sequence) => Address("/journal", ("after", $"{sequence}"));

    /// <summary>The filters without a place in the list; what follows it comes with the event.</summary>
    public string LiveAddress(long after) => Address("/console/journal/live", ("after", $"{after}"));

    private IEnumerable<(string Name, string Value)> Filters => new (string Name, string Value)[]
    {
        ("actor", Actor), ("project", Project), ("verb", Verb), ("subject", Subject), ("text", Text), ("from", WriteTime(From)), ("until", WriteTime(Until)),
    }.Where(filter => filter.Value.Length > 0);

    private string Address(string path, (string, string) place) =>
        $"{path}?{string.Join('&', Filters.Append(place).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}"))}";

    private static JournalQuery Read(IQueryCollection query) => new()
    {
        Actor = ReadText(query, "actor"),
        Project = ReadText(query, "project"),
        Verb = ReadText(query, "verb"),
        Subject = ReadText(query, "subject", Foundation.Identifiers.Subject.MaximumLength),
        Text = ReadText(query, "text"),
        From = ReadTime(query, "from"),
        Until = ReadTime(query, "until"),
        Before = ReadSequence(query, "before"),
        After = ReadSequence(query, "after"),
    };

    private static string ReadText(IQueryCollection query, string name, int maximum = MaximumText)
    {
        var text = query[name].ToString().Trim();
        return text.Length <= maximum && !text.Any(char.IsControl) ? text : throw Bad(name, $"It is one line of at most {maximum} characters.");
    }

    private static DateTimeOffset? ReadTime(IQueryCollection query, string name)
    {
        var text = ReadText(query, name);
        if (text.Length == 0) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Bad(name, "It is a time such as 2030-01-31T08:00, in UTC.");
    }

    private static long? ReadSequence(IQueryCollection query, string name)
    {
        var text = ReadText(query, name);
        if (text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw Bad(name, "It is the number of a fact.");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static ProblemException Bad(string field, string rule) => new(ConsoleProblems.BadField(field, rule));
}
