using System.Runtime.InteropServices;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>DuckDB's C interface (duckdb.h), as much of it as queries over files need.</summary>
internal static unsafe partial class LibDuckDb
{
    public const string File = "libduckdb.so";
    public const int SelectStatement = 1;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(File, typeof(LibDuckDb).Assembly, null, out _));

    public static bool IsThere => Found.Value;

    [LibraryImport(File, EntryPoint = "duckdb_create_config")]
    public static partial int CreateConfig(out DuckConfig config);

    [LibraryImport(File, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfig(DuckConfig config, string name, string value);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_config")]
    public static partial void DestroyConfig(ref nint config);

    [LibraryImport(File, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, out DuckDatabase database, DuckConfig config, out nint error);

    [LibraryImport(File, EntryPoint = "duckdb_close")]
    public static partial void Close(ref nint database);

    [LibraryImport(File, EntryPoint = "duckdb_connect")]
    public static partial int Connect(DuckDatabase database, out DuckConnection connection);

    [LibraryImport(File, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(ref nint connection);

    [LibraryImport(File, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(DuckConnection connection);

    [LibraryImport(File, EntryPoint = "duckdb_free")]
    public static partial void Free(nint memory);

    [LibraryImport(File, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Query(DuckConnection connection, string sql, out DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong ExtractStatements(DuckConnection connection, string sql, out DuckStatements statements);

    [LibraryImport(File, EntryPoint = "duckdb_extract_statements_error")]
    public static partial nint ExtractError(DuckStatements statements);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_extracted")]
    public static partial void DestroyStatements(ref nint statements);

    [LibraryImport(File, EntryPoint = "duckdb_prepare_extracted_statement")]
    public static partial int Prepare(DuckConnection connection, DuckStatements statements, ulong index, out DuckStatement statement);

    [LibraryImport(File, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(DuckStatement statement);

    [LibraryImport(File, EntryPoint = "duckdb_prepared_statement_type")]
    public static partial int TypeOf(DuckStatement statement);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyStatement(ref nint statement);

    [LibraryImport(File, EntryPoint = "duckdb_execute_prepared_streaming")]
    public static partial int ExecuteStreaming(DuckStatement statement, out DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_result_error")]
    public static partial nint ResultError(ref DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(ref DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ref DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_column_name")]
    public static partial nint ColumnName(ref DuckResult.Fields result, ulong column);

    [LibraryImport(File, EntryPoint = "duckdb_fetch_chunk")]
    public static partial DuckChunk FetchChunk(DuckResult.Fields result);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void DestroyChunk(ref nint chunk);

    [LibraryImport(File, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong SizeOf(DuckChunk chunk);

    [LibraryImport(File, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint VectorOf(DuckChunk chunk, ulong column);

    [LibraryImport(File, EntryPoint = "duckdb_vector_get_data")]
    public static partial void* DataOf(nint vector);

    [LibraryImport(File, EntryPoint = "duckdb_vector_get_validity")]
    public static partial ulong* ValidityOf(nint vector);

    [LibraryImport(File, EntryPoint = "duckdb_get_table_names", StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckValue TableNames(DuckConnection connection, string query, [MarshalAs(UnmanagedType.U1)] bool qualified);

    [LibraryImport(File, EntryPoint = "duckdb_get_list_size")]
    public static partial ulong ListSize(DuckValue list);

    [LibraryImport(File, EntryPoint = "duckdb_get_list_child")]
    public static partial DuckValue ListItem(DuckValue list, ulong index);

    [LibraryImport(File, EntryPoint = "duckdb_get_varchar")]
    public static partial nint TextOf(DuckValue value);

    [LibraryImport(File, EntryPoint = "duckdb_destroy_value")]
    public static partial void DestroyValue(ref nint value);
}
