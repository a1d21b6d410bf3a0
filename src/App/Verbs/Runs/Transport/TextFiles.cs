namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Texts that lie in a file each; a slash in a key made a folder. So many are read of one run, and no more.</summary>
internal sealed class TextFiles(SourceFolder folder, TransportNotes notes)
{
    private long _taken;

    public IReadOnlyList<KeyText> Read(string path)
    {
        var texts = new List<KeyText>();
        foreach (var file in folder.Files(path))
        {
            if (texts.Count == Bounds.MostTexts || (_taken += file.Length) > Bounds.LargestRun)
            {
                notes.Add(path, "there is more than is taken of one run");
                break;
            }
            if (folder.ReadText(file, $"{path}/{file.Path}", Bounds.LongestText) is { } text) texts.Add(new(file.Path, text));
        }
        return texts;
    }
}
