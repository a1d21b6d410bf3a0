using System.Text;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Tokens;

/// <summary>A tokenizer in a folder, in the layout of Hugging Face: tokenizer.json, and tokenizer_config.json, which tells their classes how to read it.</summary>
public static class TokenizerFile
{
    public const string FileName = "tokenizer.json";
    private const string ConfigurationName = "tokenizer_config.json";
    private const long MostBytes = 64L << 20;
    private const int Depth = 32;

    /// <param name="tokenizer">Its first special token is the one that ends a text.</param>
    /// <param name="folder">Must be there.</param>
    /// <param name="context">How many tokens the model takes.</param>
    public static void Save(Tokenizer tokenizer, string folder, int context)
    {
        Formats.WholeFile.Write(Path.Combine(folder, ConfigurationName), TokenizerJson.Configuration(tokenizer, context));
        Formats.WholeFile.Write(Path.Combine(folder, FileName), TokenizerJson.Write(tokenizer));
    }

    public static Tokenizer Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) throw new FormatException($"it has more than {MostBytes >> 20} MiB");
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = Depth });
            return new TokenizerReader(json.RootElement).Read();
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or DecoderFallbackException)
        {
            throw new ProblemException(TokensProblems.BadTokenizer(path, failure is FormatException ? failure.Message : "it is not JSON of the right form"));
        }
    }
}
