using Athanor.Foundation.Problems;

namespace Athanor.Training.Tokens;

internal static class TokensProblems
{
    public static Problem BadTokenizer(string path, string reason) => new(
        "training/bad-tokenizer", 422, $"{path} holds no tokenizer that can be used here: {reason}.", "Byte-level byte-pair tokenizers are read, in the layout of Hugging Face's tokenizer.json.");

    public static Problem BadVocabulary(int size, int least, int most) => new(
        "training/bad-vocabulary", 422, $"A vocabulary of {size} tokens cannot be trained.", $"Choose from {least}, which are the bytes and the special tokens, to {most}.");

    public static Problem BadSpecial(string token) => new(
        "training/bad-special-token", 422, $"'{(token.Length > 40 ? $"{token[..40]}…" : token)}' cannot be a special token.", "Special tokens are different texts of 1 to 128 characters.");
}
