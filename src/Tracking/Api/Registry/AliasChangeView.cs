using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Api.Registry;

internal sealed record AliasChangeView(string Alias, long? Version, string Way, string Actor, string Reason, DateTimeOffset At)
{
    public static AliasChangeView Of(AliasChange change) => new(change.Alias, change.Version, change.Way, change.Actor, change.Reason, DateTimeOffset.FromUnixTimeMilliseconds(change.At));
}
