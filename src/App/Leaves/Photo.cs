using Athanor.Datasets.Decoding;

namespace Athanor.App.Leaves;

/// <summary>Takes a photo of a leaf, pixel by pixel.</summary>
internal sealed class Photo
{
    private const int Channels = 3;
    private const double VeinWidth = 0.022;

    private readonly Leaf _leaf;
    private readonly Scene _scene;
    private readonly Grain _grain;
    private readonly double _sine;
    private readonly double _cosine;

    private Photo(Leaf leaf, Scene scene)
    {
        (_leaf, _scene, _grain) = (leaf, scene, new(scene.Grain));
        (_sine, _cosine) = Math.SinCos(scene.Turn);
    }

    public static (byte[] Pixels, ImageShape Shape) Take(Species species, Random random)
    {
        var photo = new Photo(species.Grow(random), Scene.Of(random));
        var shape = new ImageShape(photo._scene.Width, photo._scene.Height, Channels);
        var colours = photo.Expose();
        return (photo.Develop(photo._scene.IsBlurred ? Blur(colours, shape) : colours), shape);
    }

    private Colour[] Expose()
    {
        var colours = new Colour[_scene.Width * _scene.Height];
        for (var y = 0; y < _scene.Height; y++)
            for (var x = 0; x < _scene.Width; x++)
                colours[(y * _scene.Width) + x] = At(x, y);
        return colours;
    }

    private Colour At(int column, int row)
    {
        var (x, y) = ToLeaf(column, row);
        var colour = _scene.Ground((double)column / _scene.Width, (double)row / _scene.Height) * ShadowAt(x, y);
        var depth = _leaf.Depth(x, y);
        colour = colour.Towards(StalkColour, Cover(_leaf.StalkDepth(x, y)));
        var cover = Math.Min(Cover(depth), CoverBesideHoles(x, y));
        if (cover > 0) colour = colour.Towards(BladeAt(x, y, depth), cover);
        return colour * LightAt(column, row);
    }

    private Colour StalkColour => _scene.Foliage.Veins * 0.85;

    private (double X, double Y) ToLeaf(int column, int row)
    {
        var (dx, dy) = ((column - _scene.Place.X) / _scene.Scale, (_scene.Place.Y - row) / _scene.Scale);
        return (((dx * _cosine) - (dy * _sine)) / _scene.Tilt, (dx * _sine) + (dy * _cosine));
    }

    // A pixel at the margin is covered in part.
    private double Cover(double depth) => Math.Clamp((depth * _scene.Scale) + 0.5, 0, 1);

    private double CoverBesideHoles(double x, double y)
    {
        var cover = 1.0;
        foreach (var (holeX, holeY, radius) in _scene.Holes) cover = Math.Min(cover, Cover(Math.Sqrt(Square(x - holeX) + Square(y - holeY)) - radius));
        return cover;
    }

    private double ShadowAt(double x, double y)
    {
        var depth = _leaf.Depth(x + _scene.Shadow.X, y + _scene.Shadow.Y);
        return 1 - (_scene.Shadow.Depth * Math.Clamp((depth / 0.06) + 0.5, 0, 1));
    }

    private Colour BladeAt(double x, double y, double depth)
    {
        var foliage = _scene.Foliage;
        var colour = foliage.Blade.Towards(foliage.Patches, foliage.Patchiness * _grain.Layered((x * 3) + 50, (y * 3) + 50));
        var vein = Math.Clamp(1 - (_leaf.ToVein(x, y) / VeinWidth), 0, 1);
        return colour.Towards(foliage.Veins, 0.8 * vein) * (0.82 + (0.18 * Math.Min(1, depth / 0.08)));
    }

    private double LightAt(int column, int row)
    {
        var (x, y) = (((double)column / _scene.Width) - 0.5, ((double)row / _scene.Height) - 0.5);
        var light = _scene.Brightness * (1 + (_scene.Light.X * x * 2) + (_scene.Light.Y * y * 2));
        if (_scene.Shade is { } shade) light *= 1 - ((1 - shade.Light) * Math.Clamp((((x * shade.X) + (y * shade.Y) - shade.Distance) / 0.08) + 0.5, 0, 1));
        return light;
    }

    private byte[] Develop(Colour[] colours)
    {
        var pixels = new byte[colours.Length * Channels];
        for (var index = 0; index < colours.Length; index++)
        {
            var (colour, at) = (colours[index] + (_scene.Noise * (_grain.Value(index, 1) + _grain.Value(index, 2) - 1)), index * Channels);
            (pixels[at], pixels[at + 1], pixels[at + 2]) = (ToByte(colour.Red), ToByte(colour.Green), ToByte(colour.Blue));
        }
        return pixels;
    }

    // Each pixel with half of what its four neighbours show.
    private static Colour[] Blur(Colour[] colours, ImageShape shape)
    {
        var blurred = new Colour[colours.Length];
        for (var y = 0; y < shape.Height; y++)
        {
            var (above, below) = (Math.Max(0, y - 1), Math.Min(shape.Height - 1, y + 1));
            for (var x = 0; x < shape.Width; x++)
            {
                var beside = colours[(y * shape.Width) + Math.Max(0, x - 1)].Towards(colours[(y * shape.Width) + Math.Min(shape.Width - 1, x + 1)], 0.5);
                var over = colours[(above * shape.Width) + x].Towards(colours[(below * shape.Width) + x], 0.5);
                blurred[(y * shape.Width) + x] = colours[(y * shape.Width) + x].Towards(beside.Towards(over, 0.5), 0.6);
            }
        }
        return blurred;
    }

    private static byte ToByte(double value) => (byte)Math.Clamp((value * 255) + 0.5, 0, 255);

    private static double Square(double value) => value * value;
}
