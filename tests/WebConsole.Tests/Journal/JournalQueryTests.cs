using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Journal;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tests.Journal;

public sealed class JournalQueryTests
{
    [Fact]
    public async Task What_stands_in_the_address_is_what_is_asked()
    {
        var query = await ReadAsync("?actor=person/ada&project=plants&verb=key.issued&subject=key/A&text=50%25&from=2030-01-31T08:00&before=7");

        var filter = query.FilterFor(CallerWith(Role.Admin, project: ""));

        Assert.Equal(("person/ada", "plants", "key.issued", "key/A", "50%"), (filter.Actor, filter.Project, filter.Verb, filter.Subject, filter.Text));
        Assert.Equal((7, new DateTimeOffset(2030, 1, 31, 8, 0, 0, TimeSpan.Zero)), (filter.Before, filter.From));
        Assert.Null(filter.Readable);
    }

    [Fact]
    public async Task A_caller_reads_only_the_projects_of_its_roles()
    {
        var filter = (await ReadAsync("?project=glaciers")).FilterFor(CallerWith(Role.Viewer, project: "plants"));

        Assert.Equal(["plants"], filter.Readable!);
    }

    [Theory]
    [InlineData("?before=-1")]
    [InlineData("?after=x")]
    [InlineData("?from=yesterday")]
    [InlineData("?text=a%00b")]
    public async Task What_cannot_be_asked_is_a_problem(string address)
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(address));

        Assert.Equal(400, failure.Problem.Status);
    }

    [Fact]
    public async Task The_addresses_of_other_pages_keep_the_question()
    {
        var query = await ReadAsync("?text=a+b&verb=key.issued&before=9");

        Assert.Equal("/journal?verb=key.issued&text=a%20b&before=3", query.AddressBefore(3));
        Assert.Equal("/console/journal/live?verb=key.issued&text=a%20b&after=12", query.LiveAddress(12));
    }

    private static async Task<JournalQuery> ReadAsync(string address)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(address);
        return (await JournalQuery.BindAsync(context))!;
    }

    private static Caller CallerWith(Role role, string project) => new("ada", PrincipalKind.Person, null, new Dictionary<string, Role> { [project] = role });
}
