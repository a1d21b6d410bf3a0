namespace Athanor.Objects.Model;

public enum Versioning
{
    /// <summary>It was never switched on: a write replaces what was there.</summary>
    Off,
    Enabled,

    /// <summary>Earlier versions stay; new ones replace each other under the version "null".</summary>
    Suspended,
}
