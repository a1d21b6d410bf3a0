using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;

namespace Athanor.App.Server;

internal sealed class ServerState(RunningServer server, DataDirectory data, IDatabase database, JournalReader journal, TimeProvider clock)
{
    public async Task<ServerStatus> DescribeAsync(CancellationToken cancellation) => new(
        server.Version,
        server.Url,
        server.S3Url,
        server.ProcessId,
        server.StartedAt,
        Math.Round((clock.GetUtcNow() - server.StartedAt).TotalSeconds, 1),
        data.Path,
        new DriveInfo(data.Path).AvailableFreeSpace,
        database.Description,
        (await journal.HeadAsync(cancellation)).Sequence,
        Environment.WorkingSet);
}
