using Athanor.Foundation.Documents;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Specifications;

/// <summary>Reads a specification, in YAML or JSON. What it does not know is an error that names the field, and what would be right.</summary>
internal sealed class SpecificationReader(JobsOptions options)
{
    public const int MaximumSize = 1 << 20;

    private const int MostReplicas = 4096;
    private const int MostArguments = 4096;
    private const int MostInArray = 100_000;
    private const int LongestName = 120;

    // The kernel takes no longer argument (MAX_ARG_STRLEN).
    private const int LongestArgument = 128 << 10;

    private const int UsualSignal = 10;

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);

    private static readonly Dictionary<string, DependencyKind> DependencyKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["success"] = DependencyKind.Success,
        ["failure"] = DependencyKind.Failure,
        ["end"] = DependencyKind.End,
    };

    private static readonly Dictionary<string, string> Executors = new(StringComparer.Ordinal) { ["local"] = "local", ["slurm"] = "slurm" };

    public JobSpecification Read(string text, string defaultProject)
    {
        try
        {
            if (text.Length > MaximumSize) throw new ProblemException(JobsProblems.TooLarge(MaximumSize));
            return ReadDocument(Document.Load(text) ?? throw new DocumentException(1, "", "`command` is missing"), defaultProject);
        }
        catch (DocumentException fault)
        {
            throw new ProblemException(JobsProblems.BadSpecification(fault.Line, fault.Section, fault.Message), fault);
        }
    }

    private JobSpecification ReadDocument(Section document, string defaultProject)
    {
        var command = CommandOf(document);
        var project = document.Scalar("project") is { } named
            ? ProjectName.TryParse(named.Text, out var valid) ? valid.Value : throw named.Expected("project", "the name of a project")
            : defaultProject;
        var specification = new JobSpecification(NameOf(document.Scalar("name"), command), project, command)
        {
            Replicas = document.Scalar("replicas")?.Within("replicas", 1, MostReplicas) ?? 1,
            Needs = NeedsReader.Read(document.SectionOf("resources"), options),
            Directory = document.Scalar("directory") is { } directory ? Places.Absolute(directory, "directory") : null,
            Environment = EnvironmentReader.Variables(document.SectionOf("environment")),
            Secrets = EnvironmentReader.Secrets(document.SectionOf("secrets")),
            Inputs = [.. document.Sections("inputs").Select(Places.Input)],
            Outputs = [.. document.Sections("outputs").Select(Places.Output)],
            Priority = document.Scalar("priority")?.Within("priority", -1000, 1000) ?? 0,
            TimeLimit = document.Scalar("timeLimit") is { } limit ? TimeOf(limit, "timeLimit") : null,
            Retries = RetriesOf(document),
            After = [.. Dependencies(document)],
            Array = ArrayOf(document),
            Checkpoint = CheckpointOf(document.SectionOf("checkpoint")),
            Idle = IdleOf(document.SectionOf("idle")),
            Executor = document.Scalar("executor")?.Choice("executor", Executors),
            Labels = [.. document.Scalars("labels").Select(LabelOf)],
            Options = EnvironmentReader.Options(document.SectionOf("options")),
        };
        document.RefuseOthers();
        return specification;
    }

    // One text is a line for the shell, as people write it; a list is the command itself, which no shell reads.
    private static List<string> CommandOf(Section document)
    {
        var arguments = document.Scalars("command");
        if (arguments.Count == 0 || arguments[0].Text.Length == 0) throw document.Fault("`command` is missing: a list of a program and its arguments, or one line for the shell");
        if (arguments.Count > MostArguments) throw arguments[MostArguments].Fault($"`command` has more than {MostArguments} arguments");
        var texts = arguments.Select(argument => argument.Text.Length < LongestArgument && !argument.Text.Contains('\0', StringComparison.Ordinal)
            ? argument.Text
            : throw argument.Expected("command", $"arguments of less than {LongestArgument >> 10} KiB without a NUL")).ToList();
        return texts is [var line] && line.Any(char.IsWhiteSpace) ? ["/bin/sh", "-c", line] : texts;
    }

    private static string NameOf(Scalar? name, List<string> command)
    {
        if (name is null) return Path.GetFileName(command is ["/bin/sh", "-c", var line] ? line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("sh") : command[0]) is { Length: > 0 and <= LongestName } own ? own : "job";
        return name.Text.Length is > 0 and <= LongestName && !name.Text.Any(char.IsControl) ? name.Text : throw name.Expected("name", $"one line of at most {LongestName} characters");
    }

    private static RetryRule RetriesOf(Section document)
    {
        if (!document.Has("retries")) return RetryRule.Never;
        if (!document.IsSection("retries")) return RetryRule.Never with { Limit = document.Required("retries").Within("retries", 0, 1000) };
        var section = document.SectionOf("retries")!;
        var rule = new RetryRule(
            section.Required("limit").Within("limit", 0, 1000),
            section.Scalar("backoff") is { } backoff ? TimeOf(backoff, "backoff") : RetryRule.Never.Backoff,
            section.Scalar("maximumBackoff") is { } maximum ? TimeOf(maximum, "maximumBackoff") : RetryRule.Never.MaximumBackoff);
        section.RefuseOthers();
        return rule;
    }

    private static IEnumerable<JobDependency> Dependencies(Section document)
    {
        if (document.IsListOfSections("after"))
        {
            foreach (var section in document.Sections("after"))
            {
                yield return new(JobOf(section.Required("job"), "job"), section.Scalar("kind")?.Choice("kind", DependencyKinds) ?? DependencyKind.Success);
                section.RefuseOthers();
            }
            yield break;
        }
        foreach (var scalar in document.Scalars("after"))
        {
            var parts = scalar.Text.Split(':', 2);
            var kind = parts is [_, var word] ? (scalar with { Text = word }).Choice("after", DependencyKinds) : DependencyKind.Success;
            yield return new(JobOf(scalar with { Text = parts[0] }, "after"), kind);
        }
    }

    private static long JobOf(Scalar scalar, string key) => scalar.Whole(key) is > 0 and var id ? id : throw scalar.Expected(key, "the number of a job, such as 12 or 12:failure");

    private static JobArray? ArrayOf(Section document)
    {
        if (!document.Has("array")) return null;
        if (!document.IsSection("array")) return new(document.Required("array").Within("array", 1, MostInArray), null);
        var section = document.SectionOf("array")!;
        var array = new JobArray(section.Required("size").Within("size", 1, MostInArray), section.Scalar("atOnce")?.Within("atOnce", 1, MostInArray));
        section.RefuseOthers();
        return array;
    }

    private static CheckpointRule? CheckpointOf(Section? section)
    {
        if (section is null) return null;
        var rule = new CheckpointRule(
            section.Scalar("signal") is { } signal ? SignalOf(signal) : Signals.NameOf(UsualSignal),
            section.Scalar("grace") is { } grace ? TimeOf(grace, "grace") : TimeSpan.FromMinutes(1));
        section.RefuseOthers();
        return rule;
    }

    // One that no program can catch asks for nothing.
    private static string SignalOf(Scalar signal) => Signals.NumberOf(signal.Text) is { } number and not (Signals.Kill or Signals.Stop)
        ? Signals.NameOf(number)
        : throw signal.Expected("signal", "the name of a signal, such as SIGUSR1");

    private static IdleRule? IdleOf(Section? section)
    {
        if (section is null) return null;
        var below = section.Scalar("below")?.Within("below", 1, 100) ?? 5;
        var rule = new IdleRule(TimeOf(section.Required("after"), "after"), below);
        section.RefuseOthers();
        return rule;
    }

    private static string LabelOf(Scalar label) => label.Text.Length is > 0 and <= 63 && label.Text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        ? label.Text
        : throw label.Expected("labels", "labels of lower-case letters, digits and hyphens");

    internal static TimeSpan TimeOf(Scalar scalar, string key) =>
        TimeSpan.TryParseExact(scalar.Text, "c", null, out var exact) && scalar.Text.Contains(':', StringComparison.Ordinal) && exact > TimeSpan.Zero && exact <= LongestTime ? exact : scalar.Time(key, LongestTime);
}
