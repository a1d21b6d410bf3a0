using Athanor.Foundation.Documents;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>The datasets of a run of <c>mlruns</c>: an input names a dataset of the experiment, which lies in a folder beside the runs.</summary>
internal sealed class MlrunsInputs(SourceFolder folder, Func<string, Func<Section, SourceDataset?>, SourceDataset?> read)
{
    public IEnumerable<SourceDataset> Of(string experiment, string run) =>
        folder.Folders($"{run}/inputs").Take(Bounds.MostTexts).Select(input => read($"{run}/inputs/{input}/meta.yaml", section => DatasetOf(experiment, section))).OfType<SourceDataset>();

    private SourceDataset? DatasetOf(string experiment, Section input)
    {
        if (input.Scalar("source_type")?.Text != "DATASET") return null;
        var id = input.Required("source_id");
        if (!id.Text.All(char.IsAsciiLetterOrDigit)) throw id.Fault("`source_id` is no name of a dataset");
        var tags = input.SectionOf("tags")?.Entries().Select(tag => new KeyText(tag.Name, tag.Text?.Text ?? "")).ToList();
        return read($"{experiment}/datasets/{id.Text}/meta.yaml", section => DatasetOf(section, tags ?? []));
    }

    private static SourceDataset DatasetOf(Section section, IReadOnlyList<KeyText> tags) =>
        new(section.Required("name").Text, section.Required("digest").Text, section.Scalar("source_type")?.Text ?? "", section.Scalar("source")?.Text ?? "")
        {
            Schema = section.Scalar("schema")?.Text,
            Profile = section.Scalar("profile")?.Text,
            Tags = tags,
        };
}
