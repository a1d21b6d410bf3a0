using Athanor.Access.Authorization;

namespace Athanor.Objects.Door;

/// <summary>
/// An operation of S3: how a request is recognised, what it demands, and who answers. <see cref="Marker"/> is the query parameter
/// or, where it begins with "x-", the header that sets it apart from the plain operation of the same method.
/// </summary>
internal sealed record S3Operation(string Name, string Method, S3Target Target, string? Marker, Permission Permission, Func<S3Request, Task>? Handle)
{
    public bool IsMarkedBy(Microsoft.AspNetCore.Http.HttpRequest request) => Marker switch
    {
        null => true,
        ['x', '-', ..] => request.Headers.ContainsKey(Marker),
        _ => request.Query.ContainsKey(Marker),
    };
}
