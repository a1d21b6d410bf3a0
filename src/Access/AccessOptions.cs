using Athanor.Foundation.Settings;

namespace Athanor.Access;

[Section("access")]
public sealed class AccessOptions
{
    [Setting("Master key (32 bytes in base64) that seals secrets at rest. Empty: kept in secrets/master.key in the data directory.", IsSecret = true)]
    public string MasterKey { get; init; } = "";

    [Setting("The master key before the present one, while secrets are still sealed under it.", IsSecret = true)]
    public string PreviousMasterKey { get; init; } = "";

    [Setting("Requests per second that one access key may send, with bursts of twice as many; a key may have a limit of its own. 0: no limit.", Minimum = 0, Maximum = 1_000_000)]
    public int RequestsPerSecond { get; init; }

    [Setting("Requests per second without a key that one address may send to the S3 door, with bursts of twice as many. 0: no limit.", Minimum = 0, Maximum = 1_000_000)]
    public int AnonymousRequestsPerSecond { get; init; } = 100;

    [Setting("Wrong keys that an address may send before it has to wait; the wait doubles with each further one.", Minimum = 1, Maximum = 1000)]
    public int FreeFailures { get; init; } = 10;

    [Setting("How long a sign-in to the console lasts.", Minimum = 60, Maximum = 2_592_000)]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);
}
