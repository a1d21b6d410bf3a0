using Athanor.Foundation.Databases;

namespace Athanor.Conformance.Databases;

public sealed class SqliteHome : DatabaseHome
{
    private readonly TemporaryFolder _folder = new();

    public override DatabaseOptions Options { get; } = new();

    public override string DataDirectory => _folder.Path;

    public string File => _folder.File(DatabaseOpener.FileName);

    protected override Task RemoveAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
