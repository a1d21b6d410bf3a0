using Athanor.Foundation.Problems;
using Athanor.Training.Data;
using Athanor.Training.Formats.Hub;
using Athanor.Training.Loop;
using Athanor.Training.Models;
using Athanor.Training.Tokens;

namespace Athanor.Training.Recipes;

/// <summary>A decoder of Llama's shape for the text files of a folder, with a tokenizer learned from them.</summary>
internal sealed class LanguageModelRecipe : Recipe
{
    public const string Name = "language-model";
    private const string End = "<|end|>";

    private readonly RunSettings _run;
    private readonly int _vocabulary;
    private readonly int _context;
    private readonly int _width;
    private readonly int _layers;
    private readonly int _heads;
    private readonly int _sharedHeads;
    private readonly int _feedForward;
    private readonly float _dropout;
    private readonly bool _isTied;
    private readonly int _sample;

    public LanguageModelRecipe(RecipeSettings settings)
        : base(Name, settings)
    {
        _run = RunSettings.Read(settings, new(Epochs: 12, Batch: 4, Rate: 0.004, Decay: 0.1, HeldOut: 0.1));
        _vocabulary = settings.Whole("vocabulary", 1024, 257, 1 << 17);
        _context = settings.Whole("context", 128, 8, 4096);
        _width = settings.Whole("width", 128, 8, 8192);
        _layers = settings.Whole("layers", 3, 1, 128);
        _heads = settings.Whole("heads", 4, 1, 128);
        _sharedHeads = settings.Whole("shared-heads", 2, 1, 128);
        _feedForward = settings.Whole("feed-forward", 352, 8, 1 << 15);
        _dropout = (float)settings.Number("dropout", 0.2, 0, 0.9);
        _isTied = settings.Truth("tied", true);
        _sample = settings.Whole("sample", 120, 0, 4096);
    }

    internal override PreparedRun Prepare(RunPlace place)
    {
        var folder = TextFolder.Read(place.Data);
        foreach (var broken in folder.Broken.Take(10)) place.Tell($"left out {broken}: it is no UTF-8");
        var passages = Passage.CutAll(folder);
        var split = Split.Of([.. passages.Select(passage => passage.Name)], _run.HeldOut);
        if (split.Training.Count == 0) throw new ProblemException(TrainingProblems.NoText(place.Data));

        var tokenizer = place.Base is { } known ? TokenizerFile.Load(known) : Learn(TextsOf(split.Training));
        if (!tokenizer.Special.TryGetValue(End, out var end)) throw new ProblemException(TrainingProblems.OtherTokenizer(End));
        var options = (place.Base is { } from ? ModelFolder.ReadDecoder(from) : OptionsOf(tokenizer)) with { Dropout = _dropout };
        var length = Math.Min(_context, options.Context);
        var (training, held) = (StreamOf(split.Training), StreamOf(split.Held));
        if (training.Windows < _run.Batch) throw new ProblemException(TrainingProblems.TooFewSamples(training.Windows, _run.Batch));
        place.Tell($"{folder.Names.Count} texts of {passages.Count} passages, {split.Held.Count} held out; {tokenizer.Size} kinds of tokens, {training.Tokens} to train on, {held.Tokens} held out");

        var share = place.ShareOf(_run.Batch);
        var model = new Decoder(place.Device, options, share, length, _run.Seed);
        if (place.Base is { } weights) ModelFolder.LoadWeights(model, weights);
        var order = new BatchOrder(training.Windows, _run.Batch, place.Workers.Rank, place.Workers.Size, _run.Seed);
        var task = new LanguageTask(model, place.Device, place.Workers, training, held, order, length, _run.Prefetch);
        return new(task, _run.Plan(order.BatchesOf(_run.Epochs), new AdamRule(Decay: (float)_run.Decay)), target => Save(model, tokenizer, target, place.Tell));

        IEnumerable<string> TextsOf(IReadOnlyList<int> side) => Passage.Join(side.Select(index => passages[index]));

        TokenStream StreamOf(IReadOnlyList<int> side) => new(TextsOf(side), tokenizer, end, length);
    }

    private DecoderOptions OptionsOf(Tokenizer tokenizer) => new(tokenizer.Size, _width, _layers, _heads, _sharedHeads, _feedForward, _context, IsTied: _isTied);

    private Tokenizer Learn(IEnumerable<string> texts)
    {
        var words = new WordCounts();
        foreach (var text in texts) words.Add(text);
        return TokenizerTraining.Train(words, _vocabulary, End);
    }

    private void Save(Decoder model, Tokenizer tokenizer, string folder, Action<string> tell)
    {
        ModelFolder.Save(model, folder, tokenizer.Special[End]);
        TokenizerFile.Save(tokenizer, folder, _context);
        if (_sample == 0) return;
        var text = tokenizer.DecodeText(Writer.Write(model, tokenizer.Special[End], _sample, _run.Seed));
        File.WriteAllText(Path.Combine(folder, "sample.txt"), text);
        tell($"It writes: {text.ReplaceLineEndings(" ")}");
    }
}
