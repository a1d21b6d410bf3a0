namespace Athanor.Access.Authorization;

/// <summary>Roles as they are written on the wire and in the database.</summary>
public static class RoleNames
{
    public static IReadOnlyList<string> All { get; } = ["viewer", "contributor", "operator", "admin"];

    public static string NameOf(Role role) => All[(int)role - 1];

    public static bool TryParse(string? text, out Role role)
    {
        role = text switch
        {
            "viewer" => Role.Viewer,
            "contributor" => Role.Contributor,
            "operator" => Role.Operator,
            "admin" => Role.Admin,
            _ => Role.None,
        };
        return role != Role.None;
    }
}
