using Athanor.Objects.Model;

namespace Athanor.WebConsole.Browsing;

public sealed record AllVersionsView(Bucket Bucket, string Prefix, VersionsPage Content);
