using System.Security.Cryptography;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.LoggedModels;

/// <summary>The models that runs make: begun, finished, tagged, deleted, and found again. Nobody finds one of another project, even by its id.</summary>
public sealed class LoggedModelBook
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal LoggedModelBook(IDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    public Task<LoggedModel> CreateAsync(string actor, string project, LoggedModelDraft draft, CancellationToken cancellation)
    {
        LoggedModelRules.Check(draft);
        var (parameters, tags) = LoggedModelRules.Check(draft.Params, draft.Tags);
        var id = $"m-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        return _database.WriteAsync(
            session =>
            {
                var experiment = ExperimentBook.FindActive(session, project, draft.Experiment);
                if (draft.SourceRun is { Length: > 0 } run) RunBook.Find(session, project, run);
                var model = new LoggedModel(id, experiment.Number, draft.Name ?? RunNames.Invent(), $"{experiment.ArtifactLocation.TrimEnd('/')}/models/{id}/artifacts", LoggedModelStatus.Pending, Now(), Now())
                {
                    Type = draft.Type,
                    SourceRun = draft.SourceRun is { Length: > 0 } source ? source : null,
                };
                model = model with { Key = LoggedModelsDatabase.Add(session, experiment.Key, model) };
                AddParams(session, model, parameters);
                foreach (var tag in tags) LoggedModelsDatabase.SetTag(session, model.Key, tag);
                session.Record(FactOf(actor, "logged-model.created", project, model) with { Parents = model.SourceRun is { } parent ? [new("run", parent)] : [new("experiment", $"{project}/{experiment.Id}")] });
                return LoggedModelsDatabase.Load(session, [model])[0];
            },
            cancellation);
    }

    public Task<LoggedModel> GetAsync(string project, string id, CancellationToken cancellation) =>
        _database.ReadAsync(session => LoggedModelsDatabase.Load(session, [Find(session, project, id)])[0], cancellation);

    public Task<SearchPage<LoggedModel>> SearchAsync(string project, LoggedModelSearch search, CancellationToken cancellation)
    {
        var question = LoggedModelQuestion.Parse(search);
        return _database.ReadAsync(
            session =>
            {
                var (keys, next) = new LoggedModelQuery(question, TrackingDatabase.ListExperiments(session, project, question.Experiments)).Run(session);
                var found = LoggedModelsDatabase.List(session, keys).ToDictionary(model => model.Key);
                return new SearchPage<LoggedModel>(LoggedModelsDatabase.Load(session, [.. keys.Select(key => found[key])]), next);
            },
            cancellation);
    }

    /// <summary>Says whether its files have all come.</summary>
    public Task<LoggedModel> FinishAsync(string actor, string project, string id, LoggedModelStatus status, CancellationToken cancellation) => ChangeAsync(
        project,
        id,
        (session, model) =>
        {
            if (model.Status != status) session.Record(FactOf(actor, "logged-model.finished", project, model) with { Details = new() { ["status"] = LoggedModelStatuses.ShortNameOf(status) } });
            return model with { Status = status };
        },
        cancellation);

    public Task<LoggedModel> SetTagsAsync(string project, string id, IReadOnlyList<NamedText> tags, CancellationToken cancellation)
    {
        var kept = LoggedModelRules.Check([], tags).Tags;
        return ChangeAsync(
            project,
            id,
            (session, model) =>
            {
                foreach (var tag in kept) LoggedModelsDatabase.SetTag(session, model.Key, tag);
                return model;
            },
            cancellation);
    }

    public Task RemoveTagAsync(string project, string id, string key, CancellationToken cancellation) => ChangeAsync(
        project,
        id,
        (session, model) => LoggedModelsDatabase.RemoveTag(session, model.Key, key) ? model : throw new ProblemException(TrackingProblems.NoModelTag(key, id)),
        cancellation);

    /// <summary>One that is there already may come again with the same value, and with no other.</summary>
    public Task LogParamsAsync(string project, string id, IReadOnlyList<NamedText> parameters, CancellationToken cancellation)
    {
        var kept = LoggedModelRules.Check(parameters, []).Params;
        return ChangeAsync(
            project,
            id,
            (session, model) =>
            {
                AddParams(session, model, kept);
                return model;
            },
            cancellation);
    }

    /// <summary>It is not found any more; its files stay until what is deleted is cleared away.</summary>
    public Task DeleteAsync(string actor, string project, string id, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var model = Find(session, project, id);
            LoggedModelsDatabase.Delete(session, model.Key, Now());
            session.Record(FactOf(actor, "logged-model.deleted", project, model));
        },
        cancellation);

    internal static LoggedModel Find(ReadSession session, string project, string id) => LoggedModelsDatabase.Find(session, project, id) ?? throw new ProblemException(TrackingProblems.NoModel(id));

    internal static LoggedModel FindWritable(ReadSession session, string project, string id) =>
        Find(session, project, id) is { IsWritable: true } model ? model : throw new ProblemException(TrackingProblems.ModelNotActive(id));

    private Task<LoggedModel> ChangeAsync(string project, string id, Func<WriteSession, LoggedModel, LoggedModel> change, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var model = change(session, FindWritable(session, project, id)) with { UpdatedAt = Now() };
            LoggedModelsDatabase.Update(session, model);
            return LoggedModelsDatabase.Load(session, [model])[0];
        },
        cancellation);

    private static void AddParams(WriteSession session, LoggedModel model, IReadOnlyList<NamedText> parameters)
    {
        foreach (var param in parameters)
        {
            if (LoggedModelsDatabase.FindParam(session, model.Key, param.Key) is not { } known) LoggedModelsDatabase.AddParam(session, model.Key, param);
            else if (known != param.Value) throw new ProblemException(TrackingProblems.ModelParamChanged(param.Key, known, param.Value, model.Id));
        }
    }

    private static Fact FactOf(string actor, string verb, string project, LoggedModel model) => new(actor, verb, new("logged-model", model.Id)) { Project = project, Details = new() { ["name"] = model.Name } };

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
