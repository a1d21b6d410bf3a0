namespace Athanor.Training.Data;

/// <summary>Images as the model sees them.</summary>
internal sealed class ImageRows(ImageFolder images, Split split, ImageNormal normal, Augmentation? augmentation) : IClassifiedRows
{
    private readonly byte[] _shown = new byte[images.Side * images.Side * ImageFolder.Channels];

    public int Classes => images.Labels.Count;

    public IReadOnlyList<int> Training => split.Training;

    public IReadOnlyList<int> Held => split.Held;

    public int ClassOf(int sample) => images.Classes[sample];

    public void Read(int sample, Span<float> row) => normal.Write(images.Pixels[sample], row);

    // Called by the one thread that reads ahead.
    public void ReadToTrain(int sample, long position, Span<float> row)
    {
        augmentation?.Apply(images.Pixels[sample], _shown, position);
        normal.Write(augmentation is null ? images.Pixels[sample] : _shown, row);
    }
}
