using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;

namespace Athanor.Conformance.Databases;

/// <summary>A place where one database lives while the programs that open it come and go.</summary>
public abstract class DatabaseHome : IAsyncDisposable
{
    private readonly List<Database> _opened = [];

    /// <summary>Opens it once more, as another start of the program or another server would.</summary>
    public Database Open(IReadOnlyList<Migration> migrations, TimeProvider? clock = null)
    {
        var database = DatabaseOpener.Open(Options, DataDirectory, migrations, clock ?? TimeProvider.System);
        _opened.Add(database);
        return database;
    }

    public abstract DatabaseOptions Options { get; }

    public abstract string DataDirectory { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened) await database.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task RemoveAsync();
}
