using System.Globalization;
using System.Text.Json;
using Athanor.App.Verbs.Data;

namespace Athanor.App.Verbs.Jobs;

/// <summary>How what a server tells of jobs is shown.</summary>
internal static class JobText
{
    public static long IdOf(JsonElement job) => job.GetProperty("id").GetInt64();

    public static string StateOf(JsonElement job) => job.GetProperty("state").GetString()!;

    public static bool IsOver(JsonElement job) => StateOf(job) is "succeeded" or "failed" or "cancelled";

    public static string ReasonOf(JsonElement job) => DataText.Line(job.GetProperty("reason").GetString());

    public static string TimeOf(JsonElement job)
    {
        if (Find(job, "startedAt") is not { } start) return "";
        var time = (Find(job, "endedAt") ?? TimeProvider.System.GetUtcNow()) - start;
        return Duration(time < TimeSpan.Zero ? TimeSpan.Zero : time);
    }

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time:d\\d\\ hh\\:mm\\:ss}"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time:hh\\:mm\\:ss}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    public static DateTimeOffset? Find(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    /// <summary>What a shell is told: the code of the command itself where it was one.</summary>
    public static int ExitCodeOf(JsonElement job)
    {
        if (StateOf(job) == "succeeded") return Verb.Succeeded;
        if (!job.TryGetProperty("attempt", out var attempt) || attempt.ValueKind != JsonValueKind.Object) return Verb.Failed;
        return attempt.GetProperty("exitCodes").EnumerateArray().Where(code => code.ValueKind == JsonValueKind.Number).Select(code => code.GetInt32()).FirstOrDefault(code => code != 0, Verb.Failed);
    }
}
