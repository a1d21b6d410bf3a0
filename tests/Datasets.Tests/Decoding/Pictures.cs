namespace Athanor.Datasets.Tests.Decoding;

/// <summary>Scenes that differ from each other as photographs do: soft shapes, lighter and darker.</summary>
internal static class Pictures
{
    public static Func<int, int, int, byte> Scene(int seed, int width, int height)
    {
        var random = new Random(seed);
        var lights = Enumerable.Range(0, 40).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Size: 0.06 + (0.08 * random.NextDouble()), Tint: random.Next(3), Power: random.Next(-150, 151))).ToArray();
        return (x, y, channel) =>
        {
            var sum = 120.0;
            foreach (var light in lights)
            {
                var distance = (Math.Pow(((double)x / width) - light.X, 2) + Math.Pow(((double)y / height) - light.Y, 2)) / (light.Size * light.Size);
                sum += light.Power * Math.Exp(-distance) * (light.Tint == channel ? 1.2 : 0.8);
            }
            return (byte)Math.Clamp(sum, 0, 255);
        };
    }

    public static Func<int, int, byte> GreyScene(int seed, int width, int height)
    {
        var scene = Scene(seed, width, height);
        return (x, y) => scene(x, y, 0);
    }
}
