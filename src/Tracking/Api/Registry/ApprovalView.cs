using Athanor.Tracking.Registry.Gates;

namespace Athanor.Tracking.Api.Registry;

internal sealed record ApprovalView(string For, string Approver, string Role, string Reason, DateTimeOffset At)
{
    public static ApprovalView Of(Approval approval) => new(approval.Target, approval.Approver, approval.Role, approval.Reason, DateTimeOffset.FromUnixTimeMilliseconds(approval.At));
}
