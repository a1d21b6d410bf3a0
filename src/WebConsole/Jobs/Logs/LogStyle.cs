namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>How a terminal writes at the moment: the sixteen colours that have tokens of their own, and bold. SGR of ECMA-48 changes it.</summary>
internal readonly record struct LogStyle(int? Ink, int? Paper, bool IsBold)
{
    private const int Bright = 8;
    private const int Grey = 8;
    private const int CubeStart = 16;
    private const int CubeEnd = 232;
    private const int Side = 6;

    public string Classes => string.Join(' ', new[] { IsBold ? "bold" : "", Ink is { } ink ? $"ansi-{ink}" : "", Paper is { } paper ? $"on-ansi-{paper}" : "" }.Where(name => name.Length > 0));

    /// <summary>What the parameters of one sequence make of it; what has no token here changes nothing.</summary>
    public LogStyle With(IReadOnlyList<int> parameters)
    {
        if (parameters.Count == 0) return default;
        var style = this;
        for (var index = 0; index < parameters.Count; index++)
        {
            style = parameters[index] switch
            {
                0 => default,
                1 => style with { IsBold = true },
                22 => style with { IsBold = false },
                >= 30 and <= 37 and var ink => style with { Ink = ink - 30 },
                38 => style with { Ink = Wide(parameters, ref index) ?? style.Ink },
                39 => style with { Ink = null },
                >= 40 and <= 47 and var paper => style with { Paper = paper - 40 },
                48 => style with { Paper = Wide(parameters, ref index) ?? style.Paper },
                49 => style with { Paper = null },
                >= 90 and <= 97 and var ink => style with { Ink = ink - 90 + Bright },
                >= 100 and <= 107 and var paper => style with { Paper = paper - 100 + Bright },
                _ => style,
            };
        }
        return style;
    }

    // One of 256 colours, or red, green and blue: the nearest of the sixteen stands for it.
    private static int? Wide(IReadOnlyList<int> parameters, ref int index)
    {
        switch (parameters.ElementAtOrDefault(index + 1))
        {
            case 5:
                index += 2;
                return parameters.ElementAtOrDefault(index) is var number && number < CubeStart ? number : number >= CubeEnd ? Nearest(number - CubeEnd, number - CubeEnd, number - CubeEnd, 24) : OfCube(number - CubeStart);
            case 2:
                index += 4;
                return Nearest(parameters.ElementAtOrDefault(index - 2), parameters.ElementAtOrDefault(index - 1), parameters.ElementAtOrDefault(index), 256);
            default:
                return null;
        }
    }

    private static int OfCube(int number) => Nearest(number / (Side * Side), number / Side % Side, number % Side, Side);

    private static int Nearest(int red, int green, int blue, int levels)
    {
        var highest = Math.Max(red, Math.Max(green, blue));
        if (highest * 4 < levels) return 0;
        var bits = (red * 2 > highest ? 1 : 0) | (green * 2 > highest ? 2 : 0) | (blue * 2 > highest ? 4 : 0);
        return highest * 4 >= levels * 3 ? bits + Bright : bits == 7 ? Grey : bits;
    }
}
