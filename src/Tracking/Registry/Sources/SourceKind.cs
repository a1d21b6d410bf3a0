namespace Athanor.Tracking.Registry.Sources;

internal enum SourceKind
{
    Run,
    Model,
    Artifacts,
    Bucket,
}
