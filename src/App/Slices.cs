using Athanor.Access;
using Athanor.Accounting;
using Athanor.App.Server;
using Athanor.Datasets;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Settings;
using Athanor.Foundation.Telemetry;
using Athanor.Jobs;
using Athanor.Jobs.Executors.Slurm;
using Athanor.Objects;
using Athanor.Tracking;

namespace Athanor.App;

/// <summary>What the slices bring to the whole: their tables, in the order they stand on each other, and their settings.</summary>
internal static class Slices
{
    public static IReadOnlyList<Migration> Migrations { get; } = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. AccessSlice.Migrations, .. AccountingSlice.Migrations, .. ObjectsSlice.Migrations, .. DatasetsSlice.Migrations, .. JobsSlice.Migrations, .. TrackingSlice.Migrations];

    public static IReadOnlyList<Type> Options { get; } = [typeof(ServerOptions), typeof(DatabaseOptions), typeof(AccessOptions), typeof(ObjectsOptions), typeof(DatasetsOptions), typeof(JobsOptions), typeof(SlurmOptions), typeof(TrackingOptions), typeof(AccountingOptions), typeof(JournalOptions), typeof(TelemetryOptions)];

    public static IReadOnlyList<Setting> Settings { get; } = Configuration.Describe(Options);
}
