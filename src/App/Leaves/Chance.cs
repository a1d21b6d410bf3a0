using System.Diagnostics.CodeAnalysis;

namespace Athanor.App.Leaves;

[SuppressMessage("Security", "CA5394", Justification = "What is drawn is no secret: the same seed is to draw the same.")]
internal static class Chance
{
    public static double Between(this Random random, double least, double most) => least + ((most - least) * random.NextDouble());

    public static bool Happens(this Random random, double share) => random.NextDouble() < share;

    public static T OneOf<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
