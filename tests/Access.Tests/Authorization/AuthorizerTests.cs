using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Access.Authorization;

public sealed class AuthorizerTests
{
    private static readonly string?[] Places = [null, "", "plants", "stars"];

    public static TheoryData<Role, string, bool> Grants { get; } = new(
        from permission in AccessPermissions.All
        from role in Enum.GetValues<Role>()
        select (role, permission.Name, role != Role.None && role >= permission.LeastRole));

    [Theory, MemberData(nameof(Grants))]
    public void A_role_on_the_server_allows_what_it_reaches_everywhere(Role role, string permission, bool isAllowed)
    {
        var caller = CallerWith(("", role));

        var decisions = Places.Select(place => Authorizer.Allows(caller, Named(permission), place));

        Assert.All(decisions, decision => Assert.Equal(isAllowed, decision));
    }

    [Theory, MemberData(nameof(Grants))]
    public void A_role_in_a_project_allows_what_it_reaches_there_and_nowhere_else(Role role, string permission, bool isAllowed)
    {
        var caller = CallerWith(("plants", role));

        Assert.Equal(isAllowed, Authorizer.Allows(caller, Named(permission), "plants"));
        Assert.All(new[] { null, "", "stars", "Plants", "plants " }, place => Assert.False(Authorizer.Allows(caller, Named(permission), place)));
    }

    [Theory]
    [InlineData(Role.Admin, PolicyVerdict.Denied, Decision.DeniedByPolicy)]
    [InlineData(Role.Admin, PolicyVerdict.NotMentioned, Decision.Allowed)]
    [InlineData(Role.None, PolicyVerdict.NotMentioned, Decision.DeniedNoRole)]
    [InlineData(Role.None, PolicyVerdict.Allowed, Decision.Allowed)]
    public void A_resource_denies_above_every_role_and_allows_without_one(Role role, PolicyVerdict verdict, Decision expected) =>
        Assert.Equal(expected, Authorizer.Decide(CallerWith(("plants", role)), AccessPermissions.ProjectsRead, "plants", verdict));

    [Fact]
    public void Who_shows_no_key_is_allowed_only_what_a_resource_allows_itself()
    {
        Assert.All(AccessPermissions.All, permission => Assert.Equal(Decision.DeniedNoRole, Authorizer.Decide(Caller.Anonymous, permission, "plants", PolicyVerdict.NotMentioned)));
        Assert.Equal(Decision.Allowed, Authorizer.Decide(Caller.Anonymous, AccessPermissions.ProjectsRead, "plants", PolicyVerdict.Allowed));
    }

    [Fact]
    public void Nobody_without_a_role_may_do_anything()
    {
        var stranger = CallerWith();

        Assert.All(AccessPermissions.All, permission => Assert.All(Places, place => Assert.Equal(Decision.DeniedNoRole, Authorizer.Decide(stranger, permission, place))));
    }

    [Fact]
    public void A_lower_role_in_a_project_does_not_narrow_the_role_on_the_server()
    {
        var caller = CallerWith(("", Role.Admin), ("plants", Role.Viewer));

        Assert.All(AccessPermissions.All, permission => Assert.True(Authorizer.Allows(caller, permission, "plants")));
    }

    [Fact]
    public void What_a_forgotten_case_answers_is_no() => Assert.NotEqual(Decision.Allowed, default);

    [Fact]
    public void More_roles_never_take_a_permission_away() => Prop.ForAll(
        Gen.Zip(AnyGrants(), AnyGrants(), (first, second) => (First: first, Second: second)).ToArbitrary(),
        sets =>
        {
            var (fewer, more) = (CallerWith(sets.First), CallerWith([.. sets.First, .. sets.Second]));
            return AccessPermissions.All.All(permission => Places.All(place => !Authorizer.Allows(fewer, permission, place) || Authorizer.Allows(more, permission, place)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_projects_that_allow_something_are_those_that_are_decided_so() => Prop.ForAll(
        AnyGrants().ToArbitrary(),
        grants =>
        {
            var caller = CallerWith(grants);
            return AccessPermissions.All.All(permission =>
            {
                var projects = Authorizer.ProjectsAllowing(caller, permission);
                return Places.All(place => Authorizer.Allows(caller, permission, place) == (projects is null || projects.Contains(place ?? "")));
            });
        }).QuickCheckThrowOnFailure();

    private static Gen<(string Project, Role Role)[]> AnyGrants() =>
        Gen.Zip(Gen.Elements("", "plants", "stars"), Gen.Elements(Enum.GetValues<Role>()), (project, role) => (project, role)).ArrayOf();

    private static Permission Named(string name) => AccessPermissions.All.Single(permission => permission.Name == name);

    private static Caller CallerWith(params (string Project, Role Role)[] grants) => new(
        "ada", PrincipalKind.Person, keyId: null, grants.GroupBy(grant => grant.Project).ToDictionary(group => group.Key, group => group.Max(grant => grant.Role)));
}
