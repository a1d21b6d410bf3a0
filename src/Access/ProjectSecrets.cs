using Athanor.Access.Authorization;
using Athanor.Access.Secrets;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

/// <summary>Values that work in a project needs and nobody should see, such as tokens of other services: set once, named ever after.</summary>
public sealed class ProjectSecrets
{
    private const int LongestName = 63;
    private const int LongestValue = 32 << 10;

    private readonly IDatabase _database;
    private readonly MasterKeyRing _masterKeys;
    private readonly TimeProvider _clock;

    internal ProjectSecrets(IDatabase database, MasterKeyRing masterKeys, TimeProvider clock) => (_database, _masterKeys, _clock) = (database, masterKeys, clock);

    public Task<List<ProjectSecret>> ListAsync(ProjectName project, CancellationToken cancellation) => _database.ReadAsync(session => AccessDatabase.ListProjectSecrets(session, project.Value), cancellation);

    public Task SetAsync(Caller caller, ProjectName project, string name, string value, CancellationToken cancellation)
    {
        if (name.Length is 0 or > LongestName || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            throw new ProblemException(AccessProblems.BadField("name", "It has 1 to 63 lower-case letters, digits and hyphens."));
        if (value.Length is 0 or > LongestValue || value.Contains('\0', StringComparison.Ordinal)) throw new ProblemException(AccessProblems.BadField("value", "It has 1 to 32,768 characters, none of them a NUL."));
        return _database.WriteAsync(
            session =>
            {
                if (AccessDatabase.FindProject(session, project.Value) is null) throw new ProblemException(AccessProblems.UnknownProject(project.Value));
                AccessDatabase.SetProjectSecret(session, project.Value, new(name, caller.Actor, _clock.GetUtcNow()), _masterKeys.Current.Seal(PurposeOf(project.Value, name), value));
                session.Record(new(caller.Actor, "secret.set", new("secret", $"{project.Value}/{name}")) { Project = project.Value });
            },
            cancellation);
    }

    public Task RemoveAsync(Caller caller, ProjectName project, string name, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (!AccessDatabase.RemoveProjectSecret(session, project.Value, name)) throw new ProblemException(AccessProblems.UnknownSecret(project.Value, name));
            session.Record(new(caller.Actor, "secret.removed", new("secret", $"{project.Value}/{name}")) { Project = project.Value });
        },
        cancellation);

    /// <summary>For whoever starts work of the project; null where there is none of that name.</summary>
    public async Task<string?> OpenAsync(string project, string name, CancellationToken cancellation) =>
        await _database.ReadAsync(session => AccessDatabase.FindProjectSecret(session, project, name), cancellation) is { } secret ? _masterKeys.Open(PurposeOf(project, name), secret) : null;

    internal static string PurposeOf(string project, string name) => $"project-secret/{project}/{name}";
}
