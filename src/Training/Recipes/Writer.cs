using Athanor.Compute.Tensors;
using Athanor.Training.Models;

namespace Athanor.Training.Recipes;

/// <summary>Lets a language model write: each token is drawn from the likelier ones, as they are likely. Where the draw falls is a function of the seed.</summary>
internal static class Writer
{
    private const int Choices = 40;
    private const double Temperature = 0.8;

    /// <summary>Begins behind the end of a text and goes on until the next, but for so many tokens at most, and no longer than what the model was made for.</summary>
    public static int[] Write(Decoder model, int end, int most, ulong seed)
    {
        var (length, vocabulary) = (model.Length, model.Options.Vocabulary);
        using var input = new Indices(model.Batch * length);
        var (random, written) = (new Random((int)(seed % int.MaxValue)), new List<int>());
        input.Span[0] = end;
        model.Chance.IsDropping = false;
        while (written.Count < Math.Min(most, length - 1))
        {
            var logits = model.Forward(input).Span.Slice(written.Count * vocabulary, vocabulary);
            var token = Draw(logits, random);
            if (token == end) break;
            written.Add(token);
            input.Span[written.Count] = token;
        }
        return [.. written];
    }

    private static int Draw(ReadOnlySpan<float> logits, Random random)
    {
        var likeliest = logits.ToArray().Select((logit, token) => (logit, token)).OrderByDescending(each => each.logit).ThenBy(each => each.token).Take(Choices).ToList();
        var weights = likeliest.Select(each => Math.Exp((each.logit - likeliest[0].logit) / Temperature)).ToList();
        var point = random.NextDouble() * weights.Sum();
        for (var index = 0; index < weights.Count; index++)
            if ((point -= weights[index]) <= 0) return likeliest[index].token;
        return likeliest[0].token;
    }
}
