using Athanor.App.Leaves;
using Athanor.Datasets.Decoding;

namespace Athanor.App.Tests.Leaves;

public sealed class LeafCollectionTests : IDisposable
{
    private const int Photos = 250;

    private readonly string _folder = Directory.CreateTempSubdirectory("athanor-leaves-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_seed_draws_the_same_files_and_another_draws_others()
    {
        var (first, second, other) = (Draw("first", 60, 7), Draw("second", 60, 7), Draw("other", 60, 8));

        Assert.Equal(first.Photos, second.Photos);
        Assert.All(first.Photos, photo => Assert.Equal(Read("first", photo), Read("second", photo)));
        Assert.All(first.Photos.Intersect(other.Photos), photo => Assert.NotEqual(Read("first", photo), Read("other", photo)));
    }

    [Fact]
    public void There_are_as_many_as_were_asked_for_of_each_species_and_all_can_be_decoded()
    {
        var drawn = Draw("leaves", Photos, 1);

        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(_folder, "leaves"), file));
        Assert.Equal(drawn.Photos.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Equal(Photos, drawn.Photos.Count);
        Assert.All(drawn.Photos.CountBy(photo => photo.Split('/')[0]), species => Assert.InRange(species.Value, 40, 60));
        Assert.Equal(["birch", "ginkgo", "maple", "oak", "willow"], drawn.Photos.Select(photo => photo.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([".jpg", ".png"], drawn.Photos.Select(photo => Path.GetExtension(photo)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(drawn.Photos, photo =>
        {
            using var image = ImageDecoder.Decode(Read("leaves", photo), DecodingLimits.Default).OrThrow(photo);
            Assert.InRange(image.Shape.Width, 64, 160);
            Assert.InRange(image.Shape.Height, 64, 160);
            Assert.Equal(3, image.Shape.Channels);
        });
    }

    [Fact]
    public void Those_that_lie_there_twice_hold_the_same_bytes_and_no_others_do()
    {
        var drawn = Draw("leaves", Photos, 1);

        Assert.Equal(2, drawn.Duplicates.Count);
        Assert.All(drawn.Duplicates, duplicate => Assert.Equal(Read("leaves", duplicate.Original), Read("leaves", duplicate.Photo)));
        Assert.Equal(Photos - drawn.Duplicates.Count, drawn.Photos.Select(photo => Convert.ToHexString(Read("leaves", photo))).Distinct().Count());
    }

    [Fact]
    public void Those_in_a_wrong_folder_are_named_with_what_they_show()
    {
        var drawn = Draw("leaves", Photos, 1);

        Assert.Equal(2, drawn.Mislabelled.Count);
        Assert.All(drawn.Mislabelled, photo =>
        {
            Assert.True(File.Exists(Path.Combine(_folder, "leaves", photo.Photo)));
            Assert.NotEqual(photo.Shows, photo.Photo.Split('/')[0]);
        });
    }

    private DrawnLeaves Draw(string name, int photos, int seed) => LeafCollection.Draw(Path.Combine(_folder, name), photos, seed, TestContext.Current.CancellationToken);

    private byte[] Read(string name, string photo) => File.ReadAllBytes(Path.Combine(_folder, name, photo));
}
