using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices.Cases;

internal static class MisfitCases
{
    private static readonly Dictionary<string, MisfitCase> Known = Enumerate().ToDictionary(known => known.Name);

    public static IEnumerable<string> Names => Known.Keys;

    public static MisfitCase Find(string name) => Known[name];

    private static IEnumerable<MisfitCase> Enumerate() =>
    [
        new("Factors of different depths", ["Multiply", "[2, 3]", "[4, 5]"], a => { var (x, y, z) = (a.Input(2, 3), a.Input(4, 5), a.Result(2, 5)); return d => d.Multiply(x, y, z); }),
        new("A transposed factor", ["Multiply", "[3, 2] transposed", "[2, 5]"], a => { var (x, y, z) = (a.Input(3, 2), a.Input(2, 5), a.Result(2, 5)); return d => d.Multiply(Matrix.Transposed(x), y, z); }),
        new("A product of another shape", ["Multiply", "[5, 2]", "[2, 3]", "[3, 5]"], a => { var (x, y, z) = (a.Input(2, 3), a.Input(3, 5), a.Result(5, 2)); return d => d.Multiply(x, y, z); }),
        new("A product on its factor", ["Multiply", "[3, 3]"], a => { var (x, y) = (a.Result(3, 3), a.Input(3, 3)); return d => d.Multiply(x, y, x); }),
        new("A row too short", ["AddToRows", "[3]", "[2, 4]"], a => { var (x, y) = (a.Result(2, 4), a.Input(3)); return d => d.AddToRows(x, y); }),
        new("A sum too long", ["SumRows", "[5]", "[2, 4]"], a => { var (x, y) = (a.Input(2, 4), a.Result(5)); return d => d.SumRows(x, y); }),
        new("Addends of different shapes", ["Add", "[2, 4]", "[4, 2]"], a => { var (x, y) = (a.Result(2, 4), a.Input(4, 2)); return d => d.Add(x, y); }),
        new("An activation into a shorter tensor", ["Activate", "[2, 4]", "[2, 3]"], a => { var (x, y) = (a.Input(2, 4), a.Result(2, 3)); return d => d.Activate(Activation.Gelu, x, y); }),
        new("A gate unlike what it lets through", ["SwiGlu", "[2, 4]", "[2, 5]"], a => { var (x, y, z) = (a.Input(2, 4), a.Input(2, 5), a.Result(2, 4)); return d => d.SwiGlu(x, y, z); }),
        new("Statistics of fewer rows", ["LayerNorm", "[2, 2]", "[3, 4]"], a => { var (x, w, b, y, s) = (a.Input(3, 4), a.Input(4), a.Input(4), a.Result(3, 4), a.Result(2, 2)); return d => d.LayerNorm(x, w, b, y, s, 1); }),
        new("A gradient of a weight too short", ["RmsNormBackward", "[3]", "[3, 4]"], a => { var (x, w, s, y, g, h) = (a.Input(3, 4), a.Input(4), a.Input(3), a.Input(3, 4), a.Result(3, 4), a.Result(3)); return d => d.RmsNormBackward(x, w, s, y, g, h); }),
        new("Channels that do not part", ["GroupNorm", "[1, 2, 2, 6]", "4"], a => { var (x, w, b, y, s) = (a.Input(1, 2, 2, 6), a.Input(6), a.Input(6), a.Result(1, 2, 2, 6), a.Result(1, 4, 2)); return d => d.GroupNorm(x, w, b, y, s, 4, 1); }),
        new("Fewer targets than rows", ["CrossEntropy", "[2]", "[3, 4]"], a => { var (x, t, l, g) = (a.Input(3, 4), a.Choices(2, 4), a.Result(3), a.Result(3, 4)); return d => d.CrossEntropy(x, t, l, g, 1); }),
        new("A target that is no class", ["CrossEntropy", "index 0 is 7", "there are 4"], a => { var (x, t, l, g) = (a.Input(3, 4), a.Choices(3, 8, least: 7), a.Result(3), a.Result(3, 4)); return d => d.CrossEntropy(x, t, l, g, 1); }),
        new("A window larger than the image", ["Convolve", "[5, 4, 4, 2]", "[1, 3, 3, 2]"], a => { var (x, w, y) = (a.Input(1, 3, 3, 2), a.Input(5, 4, 4, 2), a.Result(1, 1, 1, 5)); return d => d.Convolve(x, w, y, new(1, 0)); }),
        new("Other channels than the window has", ["Convolve", "[5, 3, 3, 3]", "[1, 3, 3, 2]"], a => { var (x, w, y) = (a.Input(1, 3, 3, 2), a.Input(5, 3, 3, 3), a.Result(1, 1, 1, 5)); return d => d.Convolve(x, w, y, new(1, 0)); }),
        new("An output of other places", ["ConvolveBackward", "[1, 2, 3, 5]", "[1, 3, 3, 2]"], a => { var (x, w, y, g, h) = (a.Input(1, 3, 3, 2), a.Input(5, 3, 3, 2), a.Input(1, 2, 3, 5), a.Result(1, 3, 3, 2), a.Result(5, 3, 3, 2)); return d => d.ConvolveBackward(x, w, y, g, h, new(1, 1)); }),
        new("Fewer images than came", ["Convolve", "[1, 3, 3, 5]", "[2, 3, 3, 2]"], a => { var (x, w, y) = (a.Input(2, 3, 3, 2), a.Input(5, 3, 3, 2), a.Result(1, 3, 3, 5)); return d => d.Convolve(x, w, y, new(1, 1)); }),
        new("A pool of other places", ["MaxPool", "[1, 3, 2, 1]", "[1, 4, 4, 1]"], a => { var (x, y, w) = (a.Input(1, 4, 4, 1), a.Result(1, 3, 2, 1), a.Choices(6, 1)); return d => d.MaxPool(x, y, w, 2, 2); }),
        new("A maximum outside of the image", ["MaxPoolBackward", "there are 16"], a => { var (x, y, w) = (a.Input(1, 2, 2, 1), a.Result(1, 4, 4, 1), a.Choices(4, 17, least: 16)); return d => d.MaxPoolBackward(x, w, y); }),
        new("A mean of other channels", ["MeanPool", "[2, 4]", "[2, 3, 3, 5]"], a => { var (x, y) = (a.Input(2, 3, 3, 5), a.Result(2, 4)); return d => d.MeanPool(x, y); }),
        new("A table of other columns", ["Embed", "[9, 4]", "[2, 5]"], a => { var (t, i, y) = (a.Input(9, 4), a.Choices(2, 9), a.Result(2, 5)); return d => d.Embed(t, i, y); }),
        new("A word outside of the table", ["EmbedBackward", "there are 9"], a => { var (t, i, y) = (a.Result(9, 4), a.Choices(2, 10, least: 9), a.Input(2, 4)); return d => d.EmbedBackward(i, y, t); }),
        new("A word below the table", ["Embed", "is -1"], a => { var (t, i, y) = (a.Input(9, 4), a.Choices(2, 0, least: -1), a.Result(2, 4)); return d => d.Embed(t, i, y); }),
        new("A head that does not pair", ["Rotate", "[1, 2, 3, 5]"], a => { var x = a.Result(1, 2, 3, 5); return d => d.Rotate(x, 10_000); }),
        new("Heads that do not share", ["Attend", "[1, 2, 3, 4]", "[1, 2, 2, 4]"], a => { var (q, k, v, o, s) = (a.Input(1, 2, 3, 4), a.Input(1, 2, 2, 4), a.Input(1, 2, 2, 4), a.Result(1, 2, 3, 4), a.Result(1, 3, 2)); return d => d.Attend(q, k, v, o, s, true); }),
        new("A rate that drops all", ["rate"], a => { var (x, y) = (a.Input(2, 3), a.Result(2, 3)); return d => d.Dropout(x, y, 1, default); }),
        new("Moments of another shape", ["AdamW", "[4]", "[5]"], a => { var (p, g, m, v) = (a.Result(4), a.Input(4), a.Result(4), a.Result(5)); return d => d.AdamW(p, g, m, v, default); }),
        new("A velocity of another shape", ["Momentum", "[4]", "[5]"], a => { var (p, g, v) = (a.Result(4), a.Input(4), a.Result(5)); return d => d.Momentum(p, g, v, default); }),
    ];
}
