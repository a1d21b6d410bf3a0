using Athanor.Foundation.Problems;

namespace Athanor.App.Doors;

internal static class JournalProblems
{
    public static Problem BadSubject => new("journal/bad-subject", 400, "'subject' is missing or not of the form kind/name.", "Name a thing as the Journal does, such as project/default.");
    public static Problem BadDirection => new("journal/bad-direction", 400, "'direction' is neither up nor down.", "up: what it was made from; down: what was made from it.");
    public static Problem BadHead => new("journal/bad-head", 400, "The anchor is not a sequence with a hash of 64 hexadecimal digits.", "Send what /api/v1/journal/head answered.");
}
