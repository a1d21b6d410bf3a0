using System.Runtime.CompilerServices;
using System.Text;

namespace Athanor.Foundation.Databases;

/// <summary>
/// SQL with its values, written as one interpolated text: <c>$"SELECT … WHERE name = {name}"</c>. Every hole becomes a parameter,
/// so that a value can never be read as SQL, and the same source line always gives the same text to prepare.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sql
{
    private readonly StringBuilder _text;
    private readonly List<object?> _values;

    public Sql(int literalLength, int formattedCount)
    {
        _text = new(literalLength + (4 * formattedCount));
        _values = new(formattedCount);
    }

    internal IReadOnlyList<object?> Values => _values;

    /// <summary>Adds a condition that only some callers need.</summary>
    public Sql Append([InterpolatedStringHandlerArgument("")] Fragment fragment)
    {
        // The fragment has written itself into this statement while it was interpolated.
        _ = fragment;
        return this;
    }

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => Add(value);
    public void AppendFormatted(long value) => Add(value);
    public void AppendFormatted(long? value) => Add(value);
    public void AppendFormatted(double value) => Add(value);
    public void AppendFormatted(double? value) => Add(value);
    public void AppendFormatted(byte[]? value) => Add(value);
    public void AppendFormatted(bool value) => Add(value ? 1L : 0L);
    public void AppendFormatted(DateTimeOffset value) => Add(Timestamp.ToMicroseconds(value));
    public void AppendFormatted(DateTimeOffset? value) => Add(value is { } time ? Timestamp.ToMicroseconds(time) : null);

    /// <summary>A list for <c>IN</c>: <c>$"… WHERE id IN {ids}"</c>.</summary>
    public void AppendFormatted(IReadOnlyCollection<string> values)
    {
        _text.Append("(NULL");
        foreach (var value in values)
        {
            _text.Append(',');
            Add(value);
        }
        _text.Append(')');
    }

    public override string ToString() => _text.ToString();

    private void Add(object? value)
    {
        _text.Append("@p").Append(_values.Count);
        _values.Add(value);
    }

    /// <summary>What follows in the same statement; its values are numbered on.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Fragment
    {
        private readonly Sql _sql;

        public Fragment(int literalLength, int formattedCount, Sql sql) => _sql = sql;

        public void AppendLiteral(string literal) => _sql.AppendLiteral(literal);
        public void AppendFormatted(string? value) => _sql.Add(value);
        public void AppendFormatted(long value) => _sql.Add(value);
        public void AppendFormatted(DateTimeOffset value) => _sql.AppendFormatted(value);
        public void AppendFormatted(IReadOnlyCollection<string> values) => _sql.AppendFormatted(values);
    }
}
