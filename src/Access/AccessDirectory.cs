using System.Text.Json.Nodes;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

/// <summary>Projects, people, service accounts and their roles: who may do what. Every change is a fact in the same transaction.</summary>
public sealed class AccessDirectory(IDatabase database, KnownKeys knownKeys, TimeProvider clock)
{
    public const string DefaultProject = "default";
    private const int MaximumDescription = 500;

    public Task<Page<Project>> ListProjectsAsync(Caller caller, string after, int limit, CancellationToken cancellation)
    {
        var visible = Authorizer.ProjectsAllowing(caller, AccessPermissions.ProjectsRead);
        return database.ReadAsync(session => Pages.Cut(AccessDatabase.ListProjects(session, visible, after, limit + 1), limit, project => project.Name), cancellation);
    }

    public Task<Project> GetProjectAsync(ProjectName name, CancellationToken cancellation) =>
        database.ReadAsync(session => AccessDatabase.FindProject(session, name.Value) ?? throw new ProblemException(AccessProblems.UnknownProject(name.Value)), cancellation);

    public Task<bool> HasProjectAsync(ProjectName name, CancellationToken cancellation) => database.ReadAsync(session => AccessDatabase.FindProject(session, name.Value) is not null, cancellation);

    public Task<Project> CreateProjectAsync(Caller caller, string? name, string? description, CreationKey? once, CancellationToken cancellation)
    {
        var valid = ValidName(name, "name");
        var text = ValidDescription(description);
        return ChangeAsync(
            session =>
            {
                CreationKey.Once(session, once, clock.GetUtcNow(), () =>
                {
                    if (AccessDatabase.FindProject(session, valid) is not null) throw new ProblemException(AccessProblems.AlreadyThere("project", valid));
                    AccessDatabase.AddProject(session, new(valid, text, clock.GetUtcNow()));
                    session.Record(new(caller.Actor, "project.created", new("project", valid)) { Project = valid });
                    return valid;
                });
                return FindProject(session, valid);
            },
            cancellation);
    }

    public Task DeleteProjectAsync(Caller caller, ProjectName name, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (!AccessDatabase.RemoveProject(session, name.Value)) throw new ProblemException(AccessProblems.UnknownProject(name.Value));
            session.Record(new(caller.Actor, "project.deleted", new("project", name.Value)) { Project = name.Value });
            return true;
        },
        cancellation);

    public Task<Page<Principal>> ListPrincipalsAsync(string after, int limit, CancellationToken cancellation) => database.ReadAsync(
        session => Pages.Cut(AccessDatabase.ListPrincipals(session, after, limit + 1), limit, principal => principal.Name), cancellation);

    public Task<Principal> GetPrincipalAsync(string name, CancellationToken cancellation) => database.ReadAsync(session => FindPrincipal(session, name), cancellation);

    public Task<Principal> CreatePrincipalAsync(Caller caller, string? name, PrincipalKind kind, CreationKey? once, CancellationToken cancellation)
    {
        var valid = ValidName(name, "name");
        return ChangeAsync(
            session =>
            {
                CreationKey.Once(session, once, clock.GetUtcNow(), () =>
                {
                    if (AccessDatabase.FindPrincipal(session, valid) is not null) throw new ProblemException(AccessProblems.AlreadyThere("principal", valid));
                    AccessDatabase.AddPrincipal(session, new(valid, kind, false, clock.GetUtcNow(), []));
                    session.Record(new(caller.Actor, "principal.created", SubjectOf(valid)) { Details = new JsonObject { ["kind"] = kind == PrincipalKind.Person ? "person" : "service" } });
                    return valid;
                });
                return FindPrincipal(session, valid);
            },
            cancellation);
    }

    /// <summary>A disabled principal keeps its keys and roles, and none of them works.</summary>
    public Task<Principal> SetDisabledAsync(Caller caller, string name, bool isDisabled, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (FindPrincipal(session, name).IsDisabled == isDisabled) return FindPrincipal(session, name);
            AccessDatabase.DisablePrincipal(session, name, isDisabled);
            session.Record(new(caller.Actor, isDisabled ? "principal.disabled" : "principal.enabled", SubjectOf(name)));
            return FindPrincipal(session, name);
        },
        cancellation);

    public Task DeletePrincipalAsync(Caller caller, string name, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (!AccessDatabase.RemovePrincipal(session, name)) throw new ProblemException(AccessProblems.UnknownPrincipal(name));
            session.Record(new(caller.Actor, "principal.deleted", SubjectOf(name)));
            return true;
        },
        cancellation);

    public Task<List<Grant>> ListRolesInAsync(ProjectName project, CancellationToken cancellation) =>
        database.ReadAsync(session => AccessDatabase.ListGrantsIn(session, FindProject(session, project.Value).Name), cancellation);

    public Task<List<Grant>> ListServerRolesAsync(CancellationToken cancellation) => database.ReadAsync(session => AccessDatabase.ListGrantsIn(session, ""), cancellation);

    /// <summary>Gives a role in a project, or on the whole server where <paramref name="project"/> is null; replaces the one held there.</summary>
    public Task<Grant> GiveRoleAsync(Caller caller, string principal, ProjectName? project, string? role, CancellationToken cancellation)
    {
        if (!RoleNames.TryParse(role, out var parsed)) throw new ProblemException(AccessProblems.BadField("role", $"It is one of {string.Join(", ", RoleNames.All)}."));
        return ChangeAsync(
            session =>
            {
                var holder = FindPrincipal(session, principal);
                if (project is not null) FindProject(session, project.Value);
                AccessDatabase.SetGrant(session, holder.Name, project?.Value ?? "", parsed);
                session.Record(new(caller.Actor, "role.given", SubjectOf(principal)) { Project = project?.Value, Details = new JsonObject { ["role"] = RoleNames.NameOf(parsed) } });
                return new Grant(holder.Name, project?.Value, RoleNames.NameOf(parsed));
            },
            cancellation);
    }

    public Task TakeRoleAsync(Caller caller, string principal, ProjectName? project, CancellationToken cancellation) => ChangeAsync(
        session =>
        {
            if (!AccessDatabase.RemoveGrant(session, FindPrincipal(session, principal).Name, project?.Value ?? "")) return false;
            session.Record(new(caller.Actor, "role.taken", SubjectOf(principal)) { Project = project?.Value });
            return true;
        },
        cancellation);

    internal static Subject SubjectOf(string principal) => new("principal", principal);

    internal static Principal FindPrincipal(ReadSession session, string name) =>
        AccessDatabase.FindPrincipal(session, name) ?? throw new ProblemException(AccessProblems.UnknownPrincipal(name));

    internal static string ValidDescription(string? text) =>
        (text ?? "") is { Length: <= MaximumDescription } valid ? valid : throw new ProblemException(AccessProblems.BadField("description", $"It has at most {MaximumDescription} characters."));

    private static string ValidName(string? text, string field) =>
        ProjectName.TryParse(text, out var name) ? name.Value : throw new ProblemException(AccessProblems.BadName(field));

    private static Project FindProject(ReadSession session, string name) =>
        AccessDatabase.FindProject(session, name) ?? throw new ProblemException(AccessProblems.UnknownProject(name));

    private async Task<T> ChangeAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation)
    {
        var result = await database.WriteAsync(session => AccessChange.Apply(session, change, clock), cancellation);
        knownKeys.Forget();
        return result;
    }
}
