using System.Globalization;
using Athanor.Access.Authorization;
using Athanor.Accounting.Model;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Accounting.Api;

/// <summary>Costs over HTTP.</summary>
internal static class CostApi
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(30);

    /// <summary>Of the last thirty days, by project, where nothing else is asked.</summary>
    public static async Task<Ok<CostReport>> AskAsync(Caller caller, string? from, string? until, string? by, string? project, CostBooks costs, TimeProvider clock, CancellationToken cancellation)
    {
        var end = TimeOf("until", until) ?? clock.GetUtcNow();
        var question = new CostQuestion(TimeOf("from", from) ?? end - UsualWindow, end, GroupingOf(by)) { Project = project is "" ? null : project };
        return TypedResults.Ok(await costs.AskAsync(caller, question, cancellation));
    }

    public static async Task<Ok<JobCost>> GetJobAsync(Caller caller, long job, CostBooks costs, CancellationToken cancellation) => TypedResults.Ok(await costs.OfJobAsync(caller, job, cancellation));

    private static DateTimeOffset? TimeOf(string name, string? text)
    {
        if (text is null or "") return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new ProblemException(AccountingProblems.BadTime(name, text));
    }

    private static CostGrouping GroupingOf(string? text)
    {
        if (text is null or "") return CostGrouping.Project;
        return Enum.TryParse<CostGrouping>(text, ignoreCase: true, out var by) && !int.TryParse(text, out _) ? by : throw new ProblemException(AccountingProblems.UnknownGrouping(text));
    }
}
