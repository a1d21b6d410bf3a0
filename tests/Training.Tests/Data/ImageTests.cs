using Athanor.Foundation.Problems;
using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class ImageTests
{
    [Fact]
    public void The_square_in_the_middle_is_made_smaller_by_means_and_larger_by_neighbours()
    {
        byte[] wide = [9, 0, 10, 20, 9, 9, 30, 40, 60, 9];
        var (half, same, twice) = (new byte[1], new byte[4], new byte[16]);
        ImageResize.CentreInto(wide, new(5, 2, 1), half, 1);
        ImageResize.CentreInto([0, 100, 100, 200], new(2, 2, 1), same, 2);
        ImageResize.CentreInto([0, 100, 100, 200], new(2, 2, 1), twice, 4);

        Assert.InRange(half[0], 15, 27);
        Assert.Equal([0, 100, 100, 200], same);
        Assert.Equal((0, 25, 75, 100), (twice[0], twice[1], twice[2], twice[3]));
    }

    [Fact]
    public void An_image_is_shown_the_same_at_the_same_position_and_otherwise_elsewhere()
    {
        var (source, augmentation) = (new byte[16 * 16 * 3], new Augmentation(7, 16, turns: true));
        new Random(1).NextBytes(source);
        byte[] At(long position)
        {
            var shown = new byte[source.Length];
            augmentation.Apply(source, shown, position);
            return shown;
        }

        Assert.Equal(At(3), At(3));
        Assert.True(Enumerable.Range(0, 20).Select(position => Convert.ToHexString(At(position))).Distinct().Count() > 15);
    }

    [Fact]
    public void A_folder_without_images_and_one_of_a_single_class_say_so()
    {
        using var folder = new Conformance.TemporaryFolder();
        Assert.Equal("training/no-images", Assert.Throws<ProblemException>(() => ImageFolder.Read(folder.Path, 8)).Problem.Code);

        Directory.CreateDirectory(folder.File("oak"));
        File.WriteAllText(folder.File("oak/1.png"), "no image");
        Assert.Equal("training/too-few-classes", Assert.Throws<ProblemException>(() => ImageFolder.Read(folder.Path, 8)).Problem.Code);
    }
}
