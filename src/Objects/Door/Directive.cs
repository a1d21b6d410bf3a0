using Athanor.Objects.Wire;

namespace Athanor.Objects.Door;

/// <summary>Whether a copy takes over what the original has, or what the request says.</summary>
internal static class Directive
{
    /// <summary>Anything but the two words is refused: a copy that keeps what was to be replaced looks as if it had worked.</summary>
    public static bool Replaces(S3Request request, string header) => request.Header(header) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw new S3Exception(S3Errors.InvalidArgument.Because($"Unknown {header}.").With("ArgumentName", header).With("ArgumentValue", other)),
    };
}
