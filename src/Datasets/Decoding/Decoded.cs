using System.Diagnostics.CodeAnalysis;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Decoding;

/// <summary>
/// What came of decoding: a value, and what is to be said against the file. Without a value the file cannot be decoded; with both it can, and
/// something is still not as it should be, such as bytes that follow the end of an image.
/// </summary>
public readonly record struct Decoded<T>(T? Value, string? Finding) where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>For those who cannot go on without the value.</summary>
    public T OrThrow(string path) => Value ?? throw new ProblemException(DecodingProblems.Undecodable(path, Finding ?? "it is empty"));
}

internal static class Decoded
{
    public static Decoded<T> Of<T>(T value, string? finding = null) where T : class => new(value, finding);

    public static Decoded<T> Failed<T>(string finding) where T : class => new(null, finding);
}
