using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Jobs;

/// <summary>Which jobs somebody asked for, as it stands in the address.</summary>
public sealed record QueueQuery(string State, string Project, string Owner, long Before)
{
    private const int MaximumText = 100;

    /// <summary>What may be chosen, and which states it stands for.</summary>
    public static IReadOnlyList<(string Name, string Words, IReadOnlyList<JobState> States)> Choices { get; } =
    [
        ("waiting", "Waiting", [JobState.Held, JobState.Queued]),
        ("running", "Running", [JobState.Placed, JobState.Running, JobState.Stopping]),
        ("ended", "Ended", [JobState.Succeeded, JobState.Failed, JobState.Cancelled]),
        ("succeeded", "Succeeded", [JobState.Succeeded]),
        ("failed", "Failed", [JobState.Failed]),
        ("cancelled", "Cancelled", [JobState.Cancelled]),
    ];

    public bool IsFiltered => State.Length + Project.Length + Owner.Length > 0;

    /// <summary>A choice of states makes one long list of pages; else the queue is shown in its parts.</summary>
    public bool IsList => State.Length > 0 || Before != long.MaxValue;

    /// <summary>Minimal APIs bind a parameter of this type to the query.</summary>
    public static ValueTask<QueueQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var state = ReadText(query, "state");
        if (state.Length > 0 && Choices.All(choice => choice.Name != state)) throw new ProblemException(ConsoleProblems.BadField("state", $"It is one of {string.Join(", ", Choices.Select(choice => choice.Name))}."));
        return ValueTask.FromResult<QueueQuery?>(new(state, ReadText(query, "project"), ReadText(query, "owner"), long.TryParse(query["before"], out var before) ? before : long.MaxValue));
    }

    public JobFilter FilterOf(string state) => new()
    {
        Project = Project.Length > 0 ? Project : null,
        Owner = Owner.Length > 0 ? Owner : null,
        States = Choices.FirstOrDefault(choice => choice.Name == state).States ?? [],
    };

    public string AddressOf(string state, string? before = null)
    {
        var parts = new[] { ("state", state), ("project", Project), ("owner", Owner), ("before", before ?? "") }.Where(part => part.Item2.Length > 0).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}");
        return $"/jobs?{string.Join('&', parts)}";
    }

    private static string ReadText(IQueryCollection query, string name)
    {
        var text = query[name].ToString().Trim();
        return text.Length <= MaximumText && !text.Any(char.IsControl) ? text : throw new ProblemException(ConsoleProblems.BadField(name, $"It is one line of at most {MaximumText} characters."));
    }
}
