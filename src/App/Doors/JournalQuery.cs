using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;

namespace Athanor.App.Doors;

/// <summary>The parameters of a search, as they stand in the address.</summary>
internal sealed record JournalQuery(
    long? After, long? Before, string? Actor, string? Project, string? Verb, string? Subject, string? Text, DateTimeOffset? From, DateTimeOffset? Until)
{
    public JournalFilter ToFilter(Caller caller) => new()
    {
        After = After ?? 0,
        Before = Before ?? long.MaxValue,
        Actor = Actor,
        Project = Project,
        Verb = Verb,
        Subject = Subject,
        Text = Text,
        From = From,
        Until = Until,
        Readable = Authorizer.ProjectsAllowing(caller, AccessPermissions.JournalRead),
    };
}
