namespace Athanor.Conformance.Engines;

/// <summary>A Slurm cluster for the tests of a class.</summary>
public sealed class SlurmCluster : IAsyncLifetime
{
    private SlurmDaemons? _daemons;

    public static string? WhyMissing => SlurmDaemons.WhyMissing;

    /// <summary>For SLURM_CONF.</summary>
    public string Configuration => Daemons.Configuration;

    /// <summary>A folder that all nodes see.</summary>
    public string Shared => Daemons.Shared;

    private SlurmDaemons Daemons => _daemons ?? throw new InvalidOperationException(WhyMissing);

    public async ValueTask InitializeAsync()
    {
        if (WhyMissing is null) _daemons = await SlurmDaemons.StartNewAsync();
    }

    public Task KillAsync(string daemon) => Daemons.KillAsync(daemon);

    public Task ReviveAsync(string daemon) => Daemons.ReviveAsync(daemon);

    public Task<string> CommandAsync(string command, params string[] arguments) => Daemons.CommandAsync(command, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_daemons is not null) await _daemons.DisposeAsync();
    }
}
