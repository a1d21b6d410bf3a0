using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Training.Tokens;

namespace Athanor.Training.Tests.Tokens;

public sealed partial class TokenizerTests
{
    private const string End = "<|endoftext|>";
    private static readonly string Sample = string.Concat(Enumerable.Repeat("The furnace keeps an even heat, and the furnace's heat is even: 1024 weeks!\n\n  It's the alchemists' — самый ровный жар, 🔥 même l'été.\t", 5));

    [Fact]
    public void Words_are_cut_where_the_expression_of_GPT_2_cuts_them()
    {
        var random = new Random(1);
        string[] parts = ["'s", "'re", "'", " ", "  ", "\n", "\t", "\u00a0", "a", "Z", "é", "жар", "漢字", "7", "½", "Ⅷ", "_", "-", "…", "'ll", "'d", "x'v", "\u0301", "\u2028"];

        for (var round = 0; round < 5000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.Equal(Gpt2().Matches(text).Select(match => match.Value), Cut(text));
        }
    }

    [Fact]
    public void Training_learns_the_same_merges_as_counting_all_over_again()
    {
        var random = new Random(2);
        for (var round = 0; round < 30; round++)
        {
            var words = Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abc"[random.Next(random.Next(1, 4))]))).ToList();
            var counts = new WordCounts();
            foreach (var word in words) counts.Add(word);

            var tokenizer = TokenizerTraining.Train(counts, 256 + 40);

            var learned = tokenizer.Merges.Select(merge => (Encoding.Latin1.GetString(tokenizer.Tokens[merge.Left]), Encoding.Latin1.GetString(tokenizer.Tokens[merge.Right]))).ToList();
            Assert.Equal(NaiveTraining.Merges(words, ByteAlphabet.InOrder, learned.Count), learned);
        }
    }

    [Fact]
    public void Encoding_merges_in_the_order_in_which_the_merges_were_learned()
    {
        var tokenizer = Trained(400);
        var random = new Random(3);

        for (var round = 0; round < 500; round++)
        {
            var from = random.Next(Sample.Length - 30);
            var text = Sample.Substring(from, random.Next(1, 30));
            var expected = Cut(text).SelectMany(word => Naive(tokenizer, word)).ToList();
            Assert.Equal(expected, tokenizer.Encode(text).Select(token => Encoding.Latin1.GetString(tokenizer.Tokens[token])));
        }
    }

    [Fact]
    public void Any_bytes_come_back_as_they_were()
    {
        var tokenizer = Trained(500);
        var random = new Random(4);

        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (round % 2 == 0) Encoding.UTF8.GetBytes(Sample).AsSpan(random.Next(100), bytes.Length).CopyTo(bytes);
            Assert.Equal(bytes, tokenizer.Decode(tokenizer.Encode(bytes)));
            Assert.Equal(bytes, tokenizer.Decode(tokenizer.Encode(bytes, withSpecial: true)));
        }
    }

    [Fact]
    public void A_word_without_end_is_encoded_without_looking_through_it_for_each_merge()
    {
        var tokenizer = Trained(500);
        var bytes = Encoding.UTF8.GetBytes(new string('h', 1 << 20));

        Assert.Equal(bytes, tokenizer.Decode(tokenizer.Encode(bytes)));
    }

    [Fact]
    public void Text_does_not_become_a_special_token_unless_that_is_asked_for()
    {
        var tokenizer = Trained(400);

        Assert.DoesNotContain(0, tokenizer.Encode($"a{End}b"));
        Assert.Equal([.. tokenizer.Encode("a"), 0, .. tokenizer.Encode("b"), 0], tokenizer.Encode($"a{End}b{End}", withSpecial: true));
        Assert.Equal($"a{End}", tokenizer.DecodeText(tokenizer.Encode($"a{End}", withSpecial: true)));
    }

    [Fact]
    public void Of_special_tokens_that_begin_alike_the_longest_is_taken()
    {
        var tokenizer = TokenizerTraining.Train(new WordCounts(), 258, "<a", "<a>");

        Assert.Equal([1, 0], tokenizer.Encode("<a><a", withSpecial: true));
    }

    [Fact]
    public void The_same_text_gives_the_same_tokenizer_and_more_text_of_the_same_words_too()
    {
        Assert.Equal(Trained(500).Merges, Trained(500).Merges);
        Assert.Equal(Trained(500).Merges, Trained(500, times: 3).Merges.Take(Trained(500).Merges.Count));
    }

    [Fact]
    public void What_was_saved_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var tokenizer = Trained(450);

        TokenizerFile.Save(tokenizer, folder.Path, context: 128);
        var loaded = TokenizerFile.Load(folder.Path);

        Assert.Equal(tokenizer.Size, loaded.Size);
        Assert.Equal(tokenizer.Merges, loaded.Merges);
        Assert.Equal(tokenizer.Special, loaded.Special);
        Assert.Equal(tokenizer.Encode(Sample), loaded.Encode(Sample));
        var configuration = JsonNode.Parse(File.ReadAllText(folder.File("tokenizer_config.json")))!;
        Assert.Equal((End, 128), ((string?)configuration["eos_token"], (int?)configuration["model_max_length"]));
    }

    [Fact]
    public void Merges_are_read_in_the_newer_form_as_well()
    {
        using var folder = new TemporaryFolder();
        var tokenizer = Trained(450);
        Change(folder, tokenizer, json => json["model"]!["merges"] = new JsonArray([.. json["model"]!["merges"]!.AsArray().Select(merge => new JsonArray([.. ((string)merge!).Split(' ').Select(part => (JsonNode)part)]))]));

        Assert.Equal(tokenizer.Encode(Sample), TokenizerFile.Load(folder.Path).Encode(Sample));
    }

    public static IEnumerable<TheoryDataRow<string, Action<JsonNode>>> Wrongs =>
    [
        new("not BPE", json => json["model"]!["type"] = "Unigram"),
        new("as GPT-2", json => json["pre_tokenizer"]!["type"] = "Metaspace"),
        new("as GPT-2", json => json["pre_tokenizer"]!["add_prefix_space"] = true),
        new("changes text", json => json["normalizer"] = new JsonObject { ["type"] = "NFC" }),
        new("'byte_fallback'", json => json["model"]!["byte_fallback"] = true),
        new("without gaps", json => json["model"]!["vocab"]!["!"] = 100_000),
        new("no number", json => json["model"]!["vocab"]!["!"] = -1),
        new("without gaps", json => json["model"]!["vocab"]!["!"] = 2),
        new("byte 33", json => Rename(json, "!", "!!")),
        new("stand for no byte", json => Rename(json, "!", "漢")),
        new("not there", json => json["model"]!["merges"]!.AsArray().Add("zzz zzz")),
        new("two tokens", json => json["model"]!["merges"]!.AsArray().Add("a b c")),
        new("two numbers", json => json["added_tokens"]![0]!["id"] = 5),
        new("right form", json => json["added_tokens"] = 5),
        new("right form", json => json["model"] = null),
    ];

    [Theory, MemberData(nameof(Wrongs), DisableDiscoveryEnumeration = true)]
    public void A_tokenizer_of_another_kind_or_with_damage_is_refused(string reason, Action<JsonNode> change)
    {
        using var folder = new TemporaryFolder();
        Change(folder, Trained(450), change);

        Assert.Contains(reason, Assert.Throws<ProblemException>(() => TokenizerFile.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_without_room_for_the_bytes_is_refused()
    {
        Assert.Throws<ProblemException>(() => TokenizerTraining.Train(new WordCounts(), 256, End));
        Assert.Throws<ProblemException>(() => TokenizerTraining.Train(new WordCounts(), 300, End, End));
        Assert.Equal(257, TokenizerTraining.Train(new WordCounts(), 257, End).Size);
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Gpt2();

    private static Tokenizer Trained(int size, int times = 1)
    {
        var words = new WordCounts();
        for (var time = 0; time < times; time++) words.Add(Sample);
        return TokenizerTraining.Train(words, size, End);
    }

    private static List<string> Cut(string text)
    {
        var words = new List<string>();
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
        for (int length; (length = Words.First(rest)) > 0; rest = rest[length..]) words.Add(Encoding.UTF8.GetString(rest[..length]));
        return words;
    }

    private static List<string> Naive(Tokenizer tokenizer, string text)
    {
        var word = Encoding.UTF8.GetBytes(text).Select(value => Encoding.Latin1.GetString([value])).ToList();
        foreach (var merge in tokenizer.Merges) NaiveTraining.Merge(word, (Encoding.Latin1.GetString(tokenizer.Tokens[merge.Left]), Encoding.Latin1.GetString(tokenizer.Tokens[merge.Right])));
        return word;
    }

    private static void Change(TemporaryFolder folder, Tokenizer tokenizer, Action<JsonNode> change)
    {
        TokenizerFile.Save(tokenizer, folder.Path, context: 128);
        var json = JsonNode.Parse(File.ReadAllText(folder.File(TokenizerFile.FileName)))!;
        change(json);
        File.WriteAllText(folder.File(TokenizerFile.FileName), json.ToJsonString(new JsonSerializerOptions()));
    }

    private static void Rename(JsonNode json, string from, string to)
    {
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        var number = (int)vocabulary[from]!;
        vocabulary.Remove(from);
        vocabulary[to] = number;
    }
}
