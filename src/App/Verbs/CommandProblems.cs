using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs;

internal static class CommandProblems
{
    public static Problem NoServer(string path) => new(
        "cli/no-server", 503, $"No server runs on the data directory {path}.", "Start one with `athanor up`, or name it with --data, --url or ATHANOR_URL.");

    public static Problem NoAnswer(string reason) => new(
        "cli/no-answer", 503, $"The server does not answer: {reason}", "`athanor status` tells whether it runs.");

    public static Problem NoKey(string file) => new(
        "cli/no-key", 401, $"There is no key to talk to the server with: {file} cannot be read, and ATHANOR_TOKEN is not set.", "Set ATHANOR_TOKEN to <key id>.<secret>.");

    public static Problem NoKeyForOther(string server) => new(
        "cli/no-key", 401, $"There is no key to talk to {server} with: the one in the data directory is only sent to the server that runs on it.", "Set ATHANOR_TOKEN to <key id>.<secret>.");

    public static Problem Broken(string reason) => new("cli/broken", 500, $"Reading or writing failed: {reason}", "Check the file or the connection, and repeat the command.");

    public static Problem BadUrl(string url) => new("cli/bad-url", 400, $"'{url}' is not the address of a server.", "Write it as http://127.0.0.1:7070.");

    public static Problem JournalNotWhole(string finding) => new("cli/journal-not-whole", 500, finding, "`athanor audit verify` names the row; restore the newest backup from before it changed.");

    public static Problem JobFailed(long id, string reason) => new("cli/job-failed", 500, $"Job {id} did not succeed. {reason}", $"`athanor jobs logs {id}` tells what it said.");

    public static Problem BadAnchor(string file) => new("cli/bad-anchor", 400, $"{file} holds no anchored head of a Journal.", "Its last line must end in <sequence>:<hash>, as journal.anchor-file writes it.");

    public static Problem UnknownShell(string shell) => new("cli/unknown-shell", 400, $"There is no completion for '{shell}'.", "It is made for bash, zsh and fish.");

    public static Problem BadValue(string option, string text, string expected) => new("cli/bad-value", 400, $"{option} cannot be '{text}'.", $"It is {expected}.");

    public static Problem UnknownFileInBackup(string name) => new("cli/unknown-file-in-backup", 400, $"The backup holds a file '{name}' that has no place here.", "The database is restored; look at the archive with tar before you use it.");
}
