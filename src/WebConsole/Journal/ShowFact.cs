using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Journal;

internal static class ShowFact
{
    public static async Task<IResult> HandleAsync(Caller caller, string sequence, JournalReader journal, CancellationToken cancellation)
    {
        if (!long.TryParse(sequence, out var number) || number is < 1 or long.MaxValue) throw new ProblemException(ConsoleProblems.UnknownFact(sequence));

        var filter = new JournalFilter { After = number - 1, Before = number + 1, Readable = Authorizer.ProjectsAllowing(caller, AccessPermissions.JournalRead) };
        var fact = (await journal.SearchAsync(filter, 1, cancellation)).FirstOrDefault() ?? throw new ProblemException(ConsoleProblems.UnknownFact(sequence));
        return ConsolePage.Of<FactPage, FactView>(new(fact));
    }
}
