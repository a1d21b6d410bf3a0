using System.Diagnostics.CodeAnalysis;

namespace Athanor.Objects.Wire;

/// <summary>What was read from a request, or the error that says why it cannot be.</summary>
internal readonly struct Reading<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly S3Error? _error;

    private Reading(T? value, S3Error? error) => (_value, _error) = (value, error);

    public T Value => _error is null ? _value! : throw new InvalidOperationException($"There is no value, but {_error.Code}: {_error.Message}");

    public S3Error? Error => _error;

    /// <summary>For the door, which answers with the error whatever was going to happen next.</summary>
    public T OrThrow() => _error is null ? _value! : throw new S3Exception(_error);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out S3Error? error)
    {
        (value, error) = (_value, _error);
        return _error is null;
    }

    /// <summary>For a value whose type is an interface, from which no conversion can be declared.</summary>
    public static Reading<T> Of(T value) => new(value, null);

    public static implicit operator Reading<T>(T value) => Of(value);

    public static implicit operator Reading<T>(S3Error error) => new(default, error);
}
