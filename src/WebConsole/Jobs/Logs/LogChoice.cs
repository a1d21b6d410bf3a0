using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>Whose log and charts somebody wants to see: of the latest attempt and rank 0 where nothing is said.</summary>
public sealed record LogChoice(int? Attempt, int Rank, string Stage)
{
    private const int LongestStage = 40;

    /// <summary>Minimal APIs bind a parameter of this type to the query.</summary>
    public static ValueTask<LogChoice?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var attempt = int.TryParse(query["attempt"], out var number) ? number : (int?)null;
        var stage = query["stage"].ToString();
        return ValueTask.FromResult<LogChoice?>(new(attempt, int.TryParse(query["rank"], out var rank) ? rank : 0, stage.Length <= LongestStage ? stage : ""));
    }

    public string FollowAddress(long job, int attempt) => $"/console/jobs/{job}/log?attempt={attempt}&rank={Rank}&stage={Uri.EscapeDataString(Stage)}";
}
