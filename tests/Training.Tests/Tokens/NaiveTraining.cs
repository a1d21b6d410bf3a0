using System.Text;

namespace Athanor.Training.Tests.Tokens;

/// <summary>What training means: count all pairs of all words again for each merge.</summary>
internal static class NaiveTraining
{
    public static List<(string Left, string Right)> Merges(IEnumerable<string> words, IReadOnlyList<byte> order, int most)
    {
        var numbers = order.Select((value, number) => (Text: Encoding.Latin1.GetString([value]), number)).ToDictionary(pair => pair.Text, pair => pair.number);
        var counted = words.GroupBy(word => word).Select(group => (Word: group.Key.Select(letter => letter.ToString()).ToList(), Count: group.LongCount())).ToList();
        var merges = new List<(string Left, string Right)>();
        while (merges.Count < most)
        {
            var counts = counted.SelectMany(entry => entry.Word.Zip(entry.Word.Skip(1)).Select(pair => (pair, entry.Count))).GroupBy(entry => entry.pair).Select(group => (Pair: group.Key, Count: group.Sum(entry => entry.Count)));
            var best = counts.Where(entry => entry.Count > 1).OrderByDescending(entry => entry.Count).ThenBy(entry => numbers[entry.Pair.First]).ThenBy(entry => numbers[entry.Pair.Second]).FirstOrDefault();
            if (best.Count == 0) break;
            numbers.TryAdd(best.Pair.First + best.Pair.Second, numbers.Count);
            merges.Add(best.Pair);
            foreach (var (word, _) in counted) Merge(word, best.Pair);
        }
        return merges;
    }

    public static void Merge(List<string> word, (string Left, string Right) pair)
    {
        for (var at = 0; at + 1 < word.Count; at++)
        {
            if (word[at] != pair.Left || word[at + 1] != pair.Right) continue;
            word[at] += word[at + 1];
            word.RemoveAt(at + 1);
        }
    }
}
