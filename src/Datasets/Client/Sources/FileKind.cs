namespace Athanor.Datasets.Client.Sources;

internal enum FileKind
{
    Unknown,
    Regular,
    Folder,
    Link,
    Socket,
    Pipe,
    Device,
}
