using Athanor.Foundation.Settings;

namespace Athanor.App.Server;

[Section("journal")]
public sealed class JournalOptions
{
    [Setting("File, best on another machine's disk, to which the Journal's head is appended, so that a rewritten chain shows. Empty: none.")]
    public string AnchorFile { get; init; } = "";

    [Setting("How often the head is appended to the anchor file, if it has moved.", Minimum = 1, Maximum = 86_400)]
    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromMinutes(5);
}
