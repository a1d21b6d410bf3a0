using Athanor.Accounting.Model;
using Athanor.Foundation.Problems;

namespace Athanor.Accounting;

internal static class AccountingProblems
{
    public static Problem UnknownGrouping(string text) => new(
        "accounting/unknown-grouping",
        400,
        $"Costs cannot be told by '{(text.Length > 40 ? text[..40] : text)}'.",
        $"They can by {string.Join(", ", Enum.GetNames<CostGrouping>().Select(name => name.ToLowerInvariant()))}.");

    public static Problem BadTime(string name, string text) => new("accounting/bad-time", 400, $"`{name}` is no time: '{(text.Length > 40 ? text[..40] : text)}'.", "Write it as 2030-01-31 or 2030-01-31T12:00:00Z.");

    public static Problem BadWindow(DateTimeOffset from, DateTimeOffset until) => new("accounting/bad-window", 400, $"From {from:O} until {until:O} is no stretch of time.", "`from` is before `until`.");

    public static Problem UnknownJob(long id) => new("accounting/unknown-job", 404, $"The books know no job {id}.", "A job is in them from when it got its place; `athanor costs --by job` lists those.");
}
