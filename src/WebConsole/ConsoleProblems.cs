using Athanor.Foundation.Problems;

namespace Athanor.WebConsole;

internal static class ConsoleProblems
{
    public static Problem UnknownPage => new("console/unknown-page", 404, "There is no such page.", "Check the address, or start from the overview.");

    public static Problem ForeignForm => new("console/foreign-form", 403, "The form did not come from this console.", "Open the sign-in page here and repeat.");

    public static Problem BadField(string field, string rule) => new("console/bad-field", 400, $"'{field}' is not valid.", rule);

    public static Problem NoPicture => new("console/no-picture", 404, "This object is not shown as a picture.", "Download it instead.");

    public static Problem NoSharing => new("console/no-sharing", 409, "Links cannot be made here: they lead to the S3 door, which is shut.", "Set objects.listen, and sign in with a key.");

    public static Problem UnknownLength => new("console/unknown-length", 411, "The length of the file was not said.", "Send Content-Length.");

    public static Problem UnknownFact(string sequence) => new("console/unknown-fact", 404, $"There is no fact {sequence} that you may read.", "Search the Journal for it; it may belong to a project in which you have no role.");
}
