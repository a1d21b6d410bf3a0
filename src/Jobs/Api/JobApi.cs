using System.Text;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Specifications;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Jobs.Api;

/// <summary>Jobs over HTTP.</summary>
internal static class JobApi
{
    private const int LongestWait = 60;

    /// <summary>The body is the specification itself, in YAML or JSON.</summary>
    public static async Task<Created<JobView>> SubmitAsync(Caller caller, HttpRequest request, JobDirectory jobs, CancellationToken cancellation)
    {
        var text = await ReadBodyAsync(request, cancellation);
        var job = await jobs.SubmitAsync(caller, text, IdempotencyHeader.Read(request, caller.Actor, text), cancellation);
        return TypedResults.Created($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }

    public static async Task<Ok<Page<JobView>>> ListAsync(Caller caller, string? project, string? owner, long? array, string? state, string? after, int? limit, JobDirectory jobs, CancellationToken cancellation)
    {
        var filter = new JobFilter { Project = NameOf(project), Owner = NameOf(owner), ArrayOf = array, States = StatesOf(state) };
        var page = await jobs.ListAsync(caller, filter, long.TryParse(after, out var before) ? before : long.MaxValue, Pages.SizeOf(limit), cancellation);
        return TypedResults.Ok(new Page<JobView>([.. page.Items.Select(JobView.Of)], page.Next));
    }

    public static async Task<Ok<JobView>> GetAsync(Caller caller, long job, int? waitSeconds, JobDirectory jobs, CancellationToken cancellation) => TypedResults.Ok(JobView.Of(
        waitSeconds is > 0 and var seconds ? await jobs.WaitAsync(caller, job, TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)), cancellation) : await jobs.GetAsync(caller, job, cancellation)));

    public static async Task<Ok<Explanation>> ExplainAsync(Caller caller, long job, JobDirectory jobs, CancellationToken cancellation) =>
        TypedResults.Ok(await jobs.ExplainAsync(await jobs.GetAsync(caller, job, cancellation), cancellation));

    public static async Task<Ok<IReadOnlyList<AttemptView>>> ListAttemptsAsync(Caller caller, long job, JobDirectory jobs, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<AttemptView>>([.. (await jobs.ListAttemptsAsync(await jobs.GetAsync(caller, job, cancellation), cancellation)).Select(AttemptView.Of)]);

    public static async Task<Ok<JobView>> CancelAsync(Caller caller, long job, JobDirectory jobs, CancellationToken cancellation) => TypedResults.Ok(JobView.Of(await jobs.CancelAsync(caller, job, cancellation)));

    public sealed record CancelledArray(int Jobs);

    public static async Task<Ok<CancelledArray>> CancelArrayAsync(Caller caller, long job, JobDirectory jobs, CancellationToken cancellation) =>
        TypedResults.Ok(new CancelledArray(await jobs.CancelArrayAsync(caller, job, cancellation)));

    public static async Task<Ok<JobView>> RetryAsync(Caller caller, long job, JobDirectory jobs, CancellationToken cancellation) => TypedResults.Ok(JobView.Of(await jobs.RetryAsync(caller, job, cancellation)));

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > SpecificationReader.MaximumSize) throw new ProblemException(JobsProblems.TooLarge(SpecificationReader.MaximumSize));
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (DecoderFallbackException error)
        {
            throw new ProblemException(JobsProblems.BadSpecification(1, "", "it is no UTF-8 text"), error);
        }
    }

    private static string? NameOf(string? text) => text is "" ? null : text;

    private static IReadOnlyList<JobState> StatesOf(string? text) => text is null or ""
        ? []
        : [.. text.Split(',').Select(name => Enum.TryParse<JobState>(name, ignoreCase: true, out var state) && !int.TryParse(name, out _) ? state : throw new ProblemException(JobsProblems.UnknownState(name)))];
}
