using System.Collections.Frozen;
using System.Reflection;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authorization;

/// <summary>Who asks, with the roles held at that moment. Immutable: a change of roles makes a new caller.</summary>
public sealed class Caller(string name, PrincipalKind kind, string? keyId, IReadOnlyDictionary<string, Role> roles) : IRequestActor
{
    private readonly FrozenDictionary<string, Role> _rolesByProject = roles.Where(role => role.Key.Length > 0).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Who shows no key: it holds no role, so only what a resource itself opens to everybody is open to it.</summary>
    public static Caller Anonymous { get; } = new("anonymous", PrincipalKind.Person, null, new Dictionary<string, Role>()) { Actor = "anonymous/anonymous" };

    /// <summary>What runs in somebody's name; <paramref name="name"/> is how the Journal names it.</summary>
    internal static Caller OfWorkload(string name, string keyId, IReadOnlyDictionary<string, Role> roles) => new(name, PrincipalKind.Service, keyId, roles) { Actor = name };

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);

    public string Name { get; } = name;
    public PrincipalKind Kind { get; } = kind;

    /// <summary>The access key that proved it.</summary>
    public string? KeyId { get; } = keyId;

    /// <summary>The role held everywhere.</summary>
    public Role GlobalRole { get; } = roles.GetValueOrDefault("");

    /// <summary>How the Journal names it: <c>person/ada</c>.</summary>
    public string Actor { get; private init; } = $"{(kind == PrincipalKind.Person ? "person" : "service")}/{name}";

    public Subject Subject => Subject.Parse(Actor);

    public IReadOnlyDictionary<string, Role> RolesByProject => _rolesByProject;

    public Role RoleIn(string project) => _rolesByProject.TryGetValue(project, out var role) && role > GlobalRole ? role : GlobalRole;

    /// <summary>Minimal APIs bind a parameter of this type to whoever the gate let through.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.Features.Get<Caller>());
}
