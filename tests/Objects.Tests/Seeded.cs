namespace Athanor.Objects;

/// <summary>Chance that can be repeated: a failing case is named by its seed.</summary>
internal static class Seeded
{
    public const int Cases = 100_000;

    /// <summary>Runs the property for every seed; what it throws is told with the seed that made it.</summary>
    public static void ForAll(Action<Random> property, int cases = Cases) => Parallel.For(0, cases, seed =>
    {
        try
        {
            property(new Random(seed));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
        }
    });

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    public static bool Maybe(this Random random, double probability = 0.5) => random.NextDouble() < probability;

    public static byte[] Bytes(this Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public static string Text(this Random random, string letters, int longest) => new([.. Enumerable.Range(0, random.Next(longest + 1)).Select(_ => letters[random.Next(letters.Length)])]);

    /// <summary>Characters of every plane, among them those that protocols trip over.</summary>
    public static string AnyText(this Random random, int longest)
    {
        var text = new System.Text.StringBuilder();
        for (var length = random.Next(longest + 1); length > 0; length--)
        {
            text.Append(random.Next(5) switch
            {
                0 => random.OneOf("%", "+", "/", "..", "//", "&", "<", ">", "\"", "'", " ", "?", "#", "=", "\t", "\r", "\n", "\u0001", "\u007f", "\ufffe", "]]>"),
                1 => char.ConvertFromUtf32(random.OneOf(random.Next(1, 0xD800), random.Next(0xE000, 0x110000))),
                _ => ((char)random.Next('!', '~')).ToString(),
            });
        }
        return text.ToString();
    }

    /// <summary>A few bytes changed, removed, doubled or put elsewhere.</summary>
    public static byte[] Damage(this Random random, byte[] bytes)
    {
        var damaged = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && damaged.Count > 0; times--)
        {
            var at = random.Next(damaged.Count);
            var length = random.Next(1, Math.Min(20, damaged.Count - at) + 1);
            switch (random.Next(5))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged.RemoveRange(at, length); break;
                case 2: damaged.InsertRange(at, damaged.GetRange(at, length)); break;
                case 3: damaged.RemoveRange(at, damaged.Count - at); break;
                default: damaged.Insert(at, random.OneOf((byte)'<', (byte)'>', (byte)'&', (byte)'"', (byte)'{', (byte)'[', (byte)'\r', (byte)'\n', (byte)0, (byte)0xFF)); break;
            }
        }
        return [.. damaged];
    }
}
