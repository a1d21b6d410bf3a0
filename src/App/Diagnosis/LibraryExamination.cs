using System.Runtime.InteropServices;
using Athanor.Foundation.Diagnosis;

namespace Athanor.App.Diagnosis;

internal sealed class LibraryExamination : IExamination
{
    private static readonly (string Name, string File, string Cost, string Remedy)[] Libraries =
    [
        ("SQLite", "libsqlite3.so.0", "Metadata can only be kept in PostgreSQL.", "Debian, Ubuntu: apt-get install libsqlite3-0"),
        ("OpenSSL", "libssl.so.3", "No TLS at the doors, and none to PostgreSQL.", "Debian, Ubuntu: apt-get install libssl3"),
        ("libpng", "libpng16.so.16", "PNG images cannot be decoded: checks that need it say so.", "Debian, Ubuntu: apt-get install libpng16-16"),
        ("libjpeg-turbo", "libturbojpeg.so.0", "JPEG images cannot be decoded: checks that need it say so.", "Debian, Ubuntu: apt-get install libturbojpeg0 (on Ubuntu: libturbojpeg)"),
        ("DuckDB", "libduckdb.so", "No SQL in checks and cleaning steps.", "It comes with Athanor for x64; elsewhere put libduckdb.so beside the program."),
    ];

    public string Area => "libraries";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<Finding>>(
        [.. Libraries.Select(library => IsThere(library.File)
            ? new Finding(Area, library.Name, FindingState.Ok, library.File)
            : new Finding(Area, library.Name, FindingState.Missing, $"{library.File} was not found", library.Cost, library.Remedy))]);

    private static bool IsThere(string file)
    {
        // Some lie beside the program, the others where the system keeps its own.
        if (!NativeLibrary.TryLoad(file, typeof(LibraryExamination).Assembly, null, out var handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
