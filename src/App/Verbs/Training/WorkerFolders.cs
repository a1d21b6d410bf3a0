namespace Athanor.App.Verbs.Training;

/// <summary>Where a worker finds things in its working folder, and where it leaves them.</summary>
internal static class WorkerFolders
{
    public const string Data = "data", Base = "base", Original = "original", Output = "model";
}
