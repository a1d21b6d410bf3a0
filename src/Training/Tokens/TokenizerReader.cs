using System.Text;
using System.Text.Json;

namespace Athanor.Training.Tokens;

/// <summary>Reads tokenizer.json, and refuses every kind of tokenizer that would cut or join text in another way than ours.</summary>
internal sealed class TokenizerReader(JsonElement json)
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, int> _special = [];

    public Tokenizer Read()
    {
        CheckKind();
        ReadVocabulary();
        ReadSpecial();
        var tokens = Tokens();
        foreach (var value in ByteAlphabet.InOrder)
        {
            if (!_numbers.ContainsKey(ByteAlphabet.TextOf([value]))) throw new FormatException($"it has no token for the byte {value}");
        }
        return new(tokens, [.. Merges()], _special);
    }

    private void CheckKind()
    {
        var model = json.GetProperty("model");
        if (model.GetProperty("type").GetString() != "BPE") throw new FormatException("its model is not BPE");
        foreach (var trait in (ReadOnlySpan<string>)["dropout", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges"])
        {
            if (model.TryGetProperty(trait, out var value) && !IsOff(value)) throw new FormatException($"its model has '{trait}'");
        }
        if (json.TryGetProperty("normalizer", out var normalizer) && normalizer.ValueKind != JsonValueKind.Null) throw new FormatException("it changes text before it cuts it");
        var cutting = json.GetProperty("pre_tokenizer");
        var isOurs = cutting.ValueKind == JsonValueKind.Object && cutting.GetProperty("type").GetString() == "ByteLevel" && !IsTrue(cutting, "add_prefix_space", otherwise: true) && IsTrue(cutting, "use_regex", otherwise: true);
        if (!isOurs) throw new FormatException("it does not cut text as GPT-2 does");
    }

    private void ReadVocabulary()
    {
        foreach (var token in json.GetProperty("model").GetProperty("vocab").EnumerateObject())
        {
            if (!_numbers.TryAdd(token.Name, NumberOf(token.Value))) throw new FormatException("a token comes twice");
        }
    }

    private void ReadSpecial()
    {
        foreach (var token in json.GetProperty("added_tokens").EnumerateArray())
        {
            var (text, number) = (token.GetProperty("content").GetString()!, NumberOf(token.GetProperty("id")));
            if (_numbers.TryGetValue(text, out var known) && known != number) throw new FormatException("an added token has two numbers");
            if (!_special.TryAdd(text, number)) throw new FormatException("an added token comes twice");
            _numbers[text] = number;
        }
        Tokenizer.CheckSpecial(_special.Keys);
    }

    private byte[][] Tokens()
    {
        var tokens = new byte[_numbers.Count][];
        foreach (var (text, number) in _numbers)
        {
            if (number >= tokens.Length || tokens[number] is not null) throw new FormatException("its tokens are not numbered from 0 on without gaps");
            tokens[number] = (_special.ContainsKey(text) ? Encoding.UTF8.GetBytes(text) : ByteAlphabet.BytesOf(text)) ?? throw new FormatException("a token has letters that stand for no byte");
        }
        return tokens;
    }

    private IEnumerable<TokenPair> Merges()
    {
        foreach (var merge in json.GetProperty("model").GetProperty("merges").EnumerateArray())
        {
            var (left, right) = Parts(merge);
            if (!_numbers.TryGetValue(left, out var one) || !_numbers.TryGetValue(right, out var other) || !_numbers.ContainsKey(left + right)) throw new FormatException("a merge names a token that is not there");
            if (_special.ContainsKey(left) || _special.ContainsKey(right) || _special.ContainsKey(left + right)) throw new FormatException("a merge makes or takes a special token");
            yield return new(one, other);
        }
    }

    // Both forms are in use: "a b", and since 2024 ["a", "b"].
    private static (string Left, string Right) Parts(JsonElement merge)
    {
        var parts = merge.ValueKind == JsonValueKind.String ? merge.GetString()!.Split(' ') : [.. merge.EnumerateArray().Select(part => part.GetString()!)];
        return parts is [var left, var right] ? (left, right) : throw new FormatException("a merge is not of two tokens");
    }

    private static int NumberOf(JsonElement value) =>
        value.TryGetInt32(out var number) && number is >= 0 and < Tokenizer.MostTokens ? number : throw new FormatException("a token has no number that can be used");

    private static bool IsOff(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.False || (value.ValueKind == JsonValueKind.String && value.GetString() is "") || (value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0);

    private static bool IsTrue(JsonElement element, string name, bool otherwise) => element.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
}
