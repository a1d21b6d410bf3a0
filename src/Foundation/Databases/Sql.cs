using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Foundation.Databases;

/// <summary>
/// SQL with its values, written as one interpolated text: <c>$"SELECT … WHERE name = {name}"</c>. Every hole becomes a parameter,
/// so that a value can never be read as SQL, and the same source line always gives the same text to prepare.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sql
{
    // From here on a list is passed at its own length: rounding up would cross SQLite's bound of 32,766 values.
    private const int LongestRounded = 16384;

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

    public void AppendFormatted(string? value) => Add(value is null ? null : StorableText.Check(value));
    public void AppendFormatted(long value) => Add(value);
    public void AppendFormatted(long? value) => Add(value);
    public void AppendFormatted(double value) => Add(Number(value));
    public void AppendFormatted(double? value) => Add(value is { } number ? Number(number) : null);
    public void AppendFormatted(byte[]? value) => Add(value);
    public void AppendFormatted(bool value) => Add(value ? 1L : 0L);
    public void AppendFormatted(bool? value) => Add(value is { } flag ? (flag ? 1L : 0L) : null);
    public void AppendFormatted(DateTimeOffset value) => Add(Timestamp.ToMicroseconds(value));
    public void AppendFormatted(DateTimeOffset? value) => Add(value is { } time ? Timestamp.ToMicroseconds(time) : null);

    /// <summary>A list for <c>IN</c>: <c>$"… WHERE id IN {ids}"</c>. It is padded with its last value to a power of two, so that few texts are prepared.</summary>
    public void AppendFormatted(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            _text.Append("(SELECT NULL WHERE 1 = 0)");
            return;
        }

        var length = values.Count <= LongestRounded ? (int)BitOperations.RoundUpToPowerOf2((uint)values.Count) : values.Count;
        var separator = '(';
        foreach (var value in values.Concat(Enumerable.Repeat(values.Last(), length - values.Count)))
        {
            _text.Append(separator);
            Add(StorableText.Check(value));
            separator = ',';
        }
        _text.Append(')');
    }

    public override string ToString() => _text.ToString();

    // The engines disagree on NaN, which SQLite takes for NULL, and on the sign of zero, which it drops.
    private static double Number(double value) => double.IsNaN(value) ? throw new ProblemException(DatabaseProblems.NotANumber) : value + 0.0;

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
        public void AppendFormatted(string? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(long value) => _sql.AppendFormatted(value);
        public void AppendFormatted(long? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(double value) => _sql.AppendFormatted(value);
        public void AppendFormatted(double? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(byte[]? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(bool value) => _sql.AppendFormatted(value);
        public void AppendFormatted(bool? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(DateTimeOffset value) => _sql.AppendFormatted(value);
        public void AppendFormatted(DateTimeOffset? value) => _sql.AppendFormatted(value);
        public void AppendFormatted(IReadOnlyCollection<string> values) => _sql.AppendFormatted(values);
    }
}
