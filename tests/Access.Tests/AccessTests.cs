using Athanor.Access.Authorization;
using Athanor.Conformance;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

/// <summary>A server at its first start, with its administrator.</summary>
public abstract class AccessTests : IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();
    private protected ManualClock Clock { get; } = new();
    private protected AccessServer Server { get; private set; } = null!;
    private protected IssuedKey FirstKey { get; private set; } = null!;
    private protected Caller Administrator { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await AccessServer.StartAsync(Folder.Path, Clock);
        FirstKey = Server.FirstKey!;
        Administrator = await Server.CallerOfAsync(FirstKey);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task RestartAsync(AccessOptions? options = null)
    {
        await Server.DisposeAsync();
        Server = await AccessServer.StartAsync(Folder.Path, Clock, options);
    }

    private protected async Task<IssuedKey> AddPersonAsync(string name, string? role = null)
    {
        await Server.Directory.CreatePrincipalAsync(Administrator, name, PrincipalKind.Person, once: null, Cancellation);
        if (role is not null) await Server.Directory.GiveRoleAsync(Administrator, name, project: null, role, Cancellation);
        return await IssueAsync(Administrator, name);
    }

    private protected Task<IssuedKey> IssueAsync(Caller caller, string principal, TimeSpan? lifetime = null) =>
        Server.Keys.IssueAsync(caller, new KeyDraft(principal, "", lifetime, 0), once: null, Cancellation);

    private protected static async Task<Problem> ProblemOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Problem;
}
