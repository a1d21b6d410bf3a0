using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Journal;

internal static class JournalProblems
{
    public static Problem BadSubject => new(
        "journal/bad-subject",
        400,
        "A fact is about something whose name cannot be written as kind/name in 2,048 bytes.",
        "Use a shorter name that is not empty.");

    public static Problem TooLong(int bytes) => new(
        "journal/too-long", 400, $"The actor, project, verb or subject of a fact is longer than {bytes} bytes.", "Use a shorter name.");
}
