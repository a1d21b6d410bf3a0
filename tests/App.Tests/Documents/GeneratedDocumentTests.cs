using Athanor.App.Verbs;

namespace Athanor.App.Tests.Documents;

public sealed class GeneratedDocumentTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    [Fact]
    public void The_reference_of_settings_is_current()
    {
        var written = Repository.Read("docs/configuration.md");

        Assert.True(SettingsDocument.Write(Slices.Settings) == written, "Settings have changed: run `./athanor config document > docs/configuration.md`.");
    }

    [Fact]
    public async Task The_description_of_the_API_is_current()
    {
        var served = await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.True(served.ReplaceLineEndings("\n").TrimEnd() == Repository.Read("docs/openapi.json").TrimEnd(), "The API has changed: run `curl $ATHANOR_URL/openapi/v1.json > docs/openapi.json`.");
    }

    [Fact]
    public void Every_permission_stands_in_the_security_page()
    {
        var page = Repository.Read("docs/security.md");

        Assert.All(Access.AccessPermissions.All.Concat(Objects.ObjectsPermissions.All).Concat(Datasets.DatasetsPermissions.All).Concat(Accounting.AccountingPermissions.All).Concat(Tracking.TrackingPermissions.All), permission => Assert.Contains($"| `{permission.Name}` | {Access.Authorization.RoleNames.NameOf(permission.LeastRole)} |", page));
    }
}
