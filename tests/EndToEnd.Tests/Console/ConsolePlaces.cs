namespace Athanor.EndToEnd.Console;

/// <summary>Every page of the console, by the name of its screenshot.</summary>
public static class ConsolePlaces
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "sign-in", "/sign-in" },
        { "overview", "/" },
        { "journal", "/journal" },
        { "fact", "/journal/2" },
        { "lineage", "/lineage?subject=principal/admin" },
        { "access", "/access" },
        { "project", "/access/projects/default" },
        { "principal", "/access/principals/admin" },
        { "system", "/system" },
        { "unknown", "/nowhere" },
    };
}
