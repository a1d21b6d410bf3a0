using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Lineage;

internal static class ShowLineage
{
    public static async Task<IResult> HandleAsync(Caller caller, string? subject, JournalReader journal, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(subject)) return Page(new(null, [], [], null));
        if (!Subject.TryParse(subject.Trim(), out var start)) return Page(new(null, [], [], "A subject is a kind and a name with a slash between, such as project/plants."), StatusCodes.Status400BadRequest);

        var readable = Authorizer.ProjectsAllowing(caller, AccessPermissions.JournalRead);
        var causes = await journal.LineageAsync(start, LineageDirection.Up, readable, cancellation);
        var effects = await journal.LineageAsync(start, LineageDirection.Down, readable, cancellation);
        return Page(new(start, causes, effects, null));
    }

    private static IResult Page(LineageView view, int status = StatusCodes.Status200OK) => ConsolePage.Of<LineagePage, LineageView>(view, status);
}
