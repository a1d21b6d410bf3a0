using System.Text.RegularExpressions;

namespace Athanor.App.Tests.Documents;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => new(Directory
        .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.StartsWith("artifacts", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;

        var broken = Links().Matches(Repository.Read(page))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, link)));

        Assert.Empty(broken);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_command_that_a_page_shows_exists(string page)
    {
        var root = Verbs.CommandLine.Create();

        var unknown = Commands().Matches(Repository.Read(page))
            .Select(match => match.Groups[1].Value.Trim())
            .Where(words => root.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)).CommandResult.Command == root);

        Assert.Empty(unknown);
    }

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    // The program's name, then a verb in plain letters: `athanor audit tail --follow`.
    [GeneratedRegex(@"(?<=[`\s""(/])athanor ((?:[a-z][a-z-]+)(?: [a-z][a-z-]+)?)(?=[^a-z-])")]
    private static partial Regex Commands();
}
