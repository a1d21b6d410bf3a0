namespace Athanor.Training.Models;

/// <summary>A block of a residual network and where it stands in it.</summary>
internal sealed record ImageBlock(string Name, int Width, int Stride, bool HasShortcut)
{
    public static IEnumerable<ImageBlock> All(ImageClassifierOptions options)
    {
        for (var stage = 0; stage < options.Widths.Count; stage++)
        {
            for (var block = 0; block < options.BlocksPerStage; block++)
            {
                var halves = stage > 0 && block == 0;
                yield return new($"stages.{stage}.blocks.{block}", options.Widths[stage], halves ? 2 : 1, halves);
            }
        }
    }
}
