namespace Athanor.Datasets.Checks.Declaration;

/// <summary>A least and a most, either of which may be open: <c>10..20</c>, <c>10..</c>, <c>..20</c>, or one number alone.</summary>
public sealed record Bounds(long? Least, long? Most)
{
    public static Bounds Open { get; } = new(null, null);

    public bool IsOpen => Least is null && Most is null;

    public bool Contain(long value) => !(value < Least) && !(value > Most);

    public string Words(Func<long, string> write) => (Least, Most) switch
    {
        ({ } least, { } most) when least == most => $"exactly {write(least)}",
        ({ } least, { } most) => $"{write(least)} to {write(most)}",
        ({ } least, null) => $"at least {write(least)}",
        (null, { } most) => $"at most {write(most)}",
        _ => "any",
    };

    public override string ToString() => Words(value => $"{value}");
}
