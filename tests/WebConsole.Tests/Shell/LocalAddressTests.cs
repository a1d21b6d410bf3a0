using Athanor.WebConsole.Shell;

namespace Athanor.WebConsole.Tests.Shell;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/journal?verb=key.issued&before=7")]
    [InlineData("/lineage?subject=project%2Fplants")]
    public void An_address_on_this_server_is_kept(string address) => Assert.Equal(address, LocalAddress.From(address).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("journal")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/a\\b")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\r\nSet-Cookie: planted=1")]
    [InlineData("/ä")]
    public void Anything_else_becomes_the_overview(string? address) => Assert.Equal("/", LocalAddress.From(address).Value);

    [Fact]
    public void An_address_has_a_bounded_length() => Assert.Equal("/", LocalAddress.From("/" + new string('a', 2048)).Value);
}
