using Athanor.Benchmarks.Harness;
using Npgsql;

namespace Athanor.Benchmarks.Metadata;

/// <summary>One transaction per write on PostgreSQL, each caller with a connection and a prepared statement of its own.</summary>
internal sealed class PostgresReference(Uri address, ThingRows rows)
{
    public async Task<double> RunAsync(int callers, Func<int, Load> load, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create($"Host={address.Host};Port={address.Port};Username=athanor;Database=postgres;Maximum Pool Size={callers}");
        var commands = new List<NpgsqlCommand>();
        for (var caller = 0; caller < callers; caller++) commands.Add(await PrepareAsync(source, cancellation));

        var perSecond = await load(callers).RunAsync(async caller =>
        {
            var (name, at) = rows.Next();
            (commands[caller].Parameters[0].Value, commands[caller].Parameters[1].Value) = (name, at);
            await commands[caller].ExecuteNonQueryAsync(cancellation);
        });
        foreach (var command in commands) await command.Connection!.DisposeAsync();
        return perSecond;
    }

    private async Task<NpgsqlCommand> PrepareAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(ThingRows.Insert, await source.OpenConnectionAsync(cancellation))
        {
            Parameters = { new("p0", ""), new("p1", (object)0L), new("p2", rows.Note) },
        };
        await command.PrepareAsync(cancellation);
        return command;
    }
}
