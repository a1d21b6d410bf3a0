using Athanor.Conformance;
using Athanor.Datasets.Checks.Sql;
using Athanor.Datasets.Decoding.Jpeg;
using Athanor.Datasets.Decoding.Png;

namespace Athanor.Datasets.Tests.Decoding;

/// <summary>What a machine may lack.</summary>
internal static class Needs
{
    public static void Images()
    {
        if (!LibPng.IsThere) Requirement.Missing($"{LibPng.File} is not there (Debian: libpng16-16).");
        if (!LibTurboJpeg.IsThere) Requirement.Missing($"{LibTurboJpeg.File} is not there (Debian: libturbojpeg0).");
    }

    public static void Sql()
    {
        if (!LibDuckDb.IsThere) Requirement.Missing($"{LibDuckDb.File} is not there: it is published for x64 only.");
    }
}
