using System.Data.Common;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Athanor.Foundation.Databases;

/// <summary>One connection inside one transaction. Not thread-safe, and not to be kept beyond the delegate that received it.</summary>
public class ReadSession : IDisposable
{
    internal const int MaximumPrepared = 256;

    private static readonly Sql Rollback = $"ROLLBACK";

    private readonly Dictionary<string, DbCommand> _prepared = [];

    internal ReadSession(DbConnection connection) => Connection = connection;

    internal DbConnection Connection { get; }

    internal int Prepared => _prepared.Count;

    /// <summary>
    /// The first statement the engine refused since the transaction began. PostgreSQL then refuses all that follow and SQLite does not;
    /// so that both mean the same, a delegate that swallows the exception fails nevertheless.
    /// </summary>
    internal Exception? Refused { get; private protected set; }

    /// <summary>Control statements wait here for the next one that goes to the engine, and share its round trip.</summary>
    private protected string Pending { get; private set; } = "";

    public List<T> Query<T>(Sql sql, Func<Row, T> read) => Run(sql, command =>
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        var row = new Row(reader);
        while (reader.Read()) rows.Add(read(row));
        return rows;
    });

    /// <summary>The first row, or the default where there is none.</summary>
    public T? First<T>(Sql sql, Func<Row, T> read) => Run(sql, command =>
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(new Row(reader)) : default;
    });

    public bool Exists(Sql sql) => Run(sql, command =>
    {
        using var reader = command.ExecuteReader();
        return reader.Read();
    });

    /// <summary>A number that is always there, such as <c>SELECT count(*)</c>.</summary>
    public long Count(Sql sql) => Run(sql, command => Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));

    /// <summary>Reads row by row, for results that are larger than memory.</summary>
    internal void Stream(Sql sql, Action<DbDataReader> read) => Run(sql, command =>
    {
        using var reader = command.ExecuteReader();
        while (reader.Read()) read(reader);
        return true;
    });

    internal void Defer(string statement) => Pending += statement + ";";

    internal void Send(string statement)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = TakePending() + statement;
        command.ExecuteNonQuery();
    }

    internal void BeginSnapshot(string statement)
    {
        Refused = null;
        Defer(statement);
    }

    /// <summary>Ends the snapshot; where no statement ever reached the engine there is none to end.</summary>
    internal void EndSnapshot()
    {
        if (Pending.Length == 0) Prepare(Rollback).ExecuteNonQuery();
        else TakePending();
    }

    internal void ThrowIfRefused()
    {
        if (Refused is { } refused) ExceptionDispatchInfo.Throw(refused);
    }

    public void Dispose()
    {
        ForgetPrepared();
        Connection.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string TakePending()
    {
        var pending = Pending;
        Pending = "";
        return pending;
    }

    private protected T Run<T>(Sql sql, Func<DbCommand, T> use)
    {
        try
        {
            return use(Prepare(sql));
        }
        catch (DbException refused)
        {
            Refused ??= refused;
            throw;
        }
    }

    private DbCommand Prepare(Sql sql)
    {
        var text = TakePending() + sql;
        var command = _prepared.TryGetValue(text, out var known) ? known : Remember(text, sql.Values.Count);
        for (var index = 0; index < sql.Values.Count; index++) command.Parameters[index].Value = sql.Values[index] ?? DBNull.Value;
        return command;
    }

    private DbCommand Remember(string text, int parameters)
    {
        // Statements whose text varies, such as a search with optional conditions, must not pile up.
        if (_prepared.Count >= MaximumPrepared) ForgetPrepared();
        var command = Connection.CreateCommand();
        command.CommandText = text;
        for (var index = 0; index < parameters; index++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{index}";
            command.Parameters.Add(parameter);
        }
        return _prepared[text] = command;
    }

    private void ForgetPrepared()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}
