namespace Athanor.App.Leaves;

/// <summary>Red, green and blue, from 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public static Colour operator *(Colour colour, double light) => new(colour.Red * light, colour.Green * light, colour.Blue * light);

    public static Colour operator +(Colour colour, double light) => new(colour.Red + light, colour.Green + light, colour.Blue + light);

    public Colour Towards(Colour other, double share) => new(Red + ((other.Red - Red) * share), Green + ((other.Green - Green) * share), Blue + ((other.Blue - Blue) * share));

    public Colour Varied(Random random, double reach) => new(Red + random.Between(-reach, reach), Green + random.Between(-reach, reach), Blue + random.Between(-reach, reach));
}
