using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Clearing;

/// <summary>All SQL of clearing away what was deleted.</summary>
internal static class ClearingDatabase
{
    private const int BlocksAtOnce = 5000;

    /// <summary>Runs that were deleted before some time, by themselves or with their experiment; of one project, or of all of them where none is named.</summary>
    public static List<Deleted> ListRuns(ReadSession session, string? project, long until, long after, int limit) => session.Query(
        $"""
        SELECT r.id, e.project, r.uuid, r.artifact_uri FROM runs r JOIN experiments e ON e.id = r.experiment
        WHERE r.id > {after} AND (r.deleted_at <= {until} OR e.deleted_at <= {until}) AND ({project ?? ""} = '' OR e.project = {project ?? ""})
        ORDER BY r.id LIMIT {limit}
        """,
        row => new Deleted(true, row.Long(0), row.Text(1), row.Text(2), row.Text(3)));

    public static List<Deleted> ListModels(ReadSession session, string? project, long until, long after, int limit) => session.Query(
        $"""
        SELECT m.id, e.project, m.model_id, m.artifact_uri FROM logged_models m JOIN experiments e ON e.id = m.experiment
        WHERE m.id > {after} AND ((m.is_deleted = 1 AND m.updated_at <= {until}) OR e.deleted_at <= {until}) AND ({project ?? ""} = '' OR e.project = {project ?? ""})
        ORDER BY m.id LIMIT {limit}
        """,
        row => new Deleted(false, row.Long(0), row.Text(1), row.Text(2), row.Text(3)));

    /// <summary>From here on it cannot be restored. False where it has been meanwhile.</summary>
    public static bool Begin(WriteSession session, Deleted deleted, long until) => deleted.IsRun
        ? session.Execute(
            $"""
            UPDATE runs SET is_deleted = 1, deleted_at = {TrackingDatabase.BeingCleared}
            WHERE id = {deleted.Key} AND (deleted_at <= {until} OR experiment IN (SELECT id FROM experiments WHERE deleted_at <= {until}))
            """) > 0
        : session.Execute(
            $"""
            UPDATE logged_models SET is_deleted = 1
            WHERE id = {deleted.Key} AND ((is_deleted = 1 AND updated_at <= {until}) OR experiment IN (SELECT id FROM experiments WHERE deleted_at <= {until}))
            """) > 0;

    /// <summary>Whether a version of a registered model came from it, or has its files at its address or below it.</summary>
    public static bool IsHeld(ReadSession session, Deleted deleted) => session.Exists(
        $"""
        SELECT 1 FROM model_versions WHERE project = {deleted.Project} AND is_deleted = 0
            AND (run = {deleted.Id} OR storage = {deleted.Address} OR (storage >= {deleted.Address + "/"} AND storage < {deleted.Address + "0"}))
        """);

    public static long MeasureMetrics(ReadSession session, long run) => session.Count(
        $"""
        SELECT (SELECT COALESCE(SUM(length(b.data)), 0) FROM run_metrics m JOIN metric_blocks b ON b.series = m.series WHERE m.run = {run})
            + (SELECT COALESCE(SUM(length(i.data)), 0) FROM metric_intake i JOIN runs r ON r.id = i.run AND r.experiment = i.experiment WHERE r.id = {run})
        """);

    /// <summary>Some of the blocks of a run; false once there are none.</summary>
    public static bool RemoveBlocks(WriteSession session, long run) => session.Execute(
        $"""
        DELETE FROM metric_blocks WHERE (series, number) IN
            (SELECT b.series, b.number FROM run_metrics m JOIN metric_blocks b ON b.series = m.series WHERE m.run = {run} LIMIT {BlocksAtOnce})
        """) > 0;

    public static void Remove(WriteSession session, Deleted deleted)
    {
        if (deleted.IsRun) session.Execute($"DELETE FROM runs WHERE id = {deleted.Key}");
        else session.Execute($"DELETE FROM logged_models WHERE id = {deleted.Key}");
    }

    /// <summary>Experiments that were deleted and hold nothing any more.</summary>
    public static List<(long Key, string Project, long Number)> ListEmptyExperiments(ReadSession session, string? project, long until) => session.Query(
        $"""
        SELECT e.id, e.project, e.number FROM experiments e
        WHERE e.deleted_at <= {until} AND ({project ?? ""} = '' OR e.project = {project ?? ""})
            AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.experiment = e.id) AND NOT EXISTS (SELECT 1 FROM logged_models m WHERE m.experiment = e.id)
        """,
        row => (row.Long(0), row.Text(1), row.Long(2)));

    public static void RemoveExperiment(WriteSession session, long key) => session.Execute($"DELETE FROM experiments WHERE id = {key}");
}
