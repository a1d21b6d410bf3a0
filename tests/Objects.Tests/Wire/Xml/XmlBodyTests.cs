using System.Text;

namespace Athanor.Objects.Wire.Xml;

public sealed class XmlBodyTests
{
    [Theory]
    [InlineData("<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet></Delete>")]
    [InlineData("<Delete><Quiet>true</Quiet></Delete>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Delete>\n  <!-- why --><Quiet> true </Quiet>\n</Delete>\n")]
    [InlineData("<s3:Delete xmlns:s3=\"http://s3.amazonaws.com/doc/2006-03-01/\"><s3:Quiet>true</s3:Quiet></s3:Delete>")]
    [InlineData("\uFEFF<Delete><New><Quiet>false</Quiet></New><Quiet>true</Quiet></Delete>")]
    [InlineData("<Delete><Quiet xmlns=\"http://elsewhere/\">false</Quiet><Quiet><![CDATA[true]]></Quiet></Delete>")]
    public void Elements_of_s3_are_read_in_its_namespace_or_in_none_and_others_are_ignored(string xml) => Assert.Equal("true", Read(xml).Value.TextOf("Quiet"));

    [Theory]
    [InlineData("<Delete>")]
    [InlineData("<Delete></Delete><Delete/>")]
    [InlineData("<Delete/>garbage")]
    [InlineData("<Other/>")]
    [InlineData("<Delete xmlns=\"http://elsewhere/\"/>")]
    [InlineData("not xml")]
    [InlineData("<Delete>&unknown;</Delete>")]
    [InlineData("<Delete>&#xD800;</Delete>")]
    [InlineData("<Delete><Key>&#0;</Key></Delete>")]
    public void What_is_not_well_formed_is_malformed(string xml) => Assert.Equal("MalformedXML", Read(xml).Error?.Code);

    [Fact]
    public void Nothing_is_a_missing_body() => Assert.Equal("MissingRequestBodyError", Read("").Error?.Code);

    [Fact]
    public void Bytes_that_are_no_utf8_are_malformed() =>
        Assert.Equal("MalformedXML", XmlBody.Read(new byte[] { (byte)'<', (byte)'D', 0xC3, (byte)'>' }, "Delete").Error?.Code);

    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Delete>&b;</Delete>")]
    [InlineData("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Delete/>")]
    [InlineData("<!DOCTYPE d [<!ENTITY x SYSTEM \"http://169.254.169.254/\">]><Delete>&x;</Delete>")]
    public void A_document_type_is_refused_and_nothing_it_names_is_opened(string xml) => Assert.Equal("MalformedXML", Read(xml).Error?.Code);

    [Fact]
    public void What_is_too_deep_too_large_or_too_much_is_refused()
    {
        Assert.Equal("MalformedXML", Read($"<Delete>{Repeat("<a>", 50_000)}{Repeat("</a>", 50_000)}</Delete>").Error?.Code);
        Assert.Equal("MalformedXML", Read($"<Delete>{Repeat("<a xmlns=\"http://elsewhere/\">", 1000)}{Repeat("</a>", 1000)}</Delete>").Error?.Code);
        Assert.Equal("MalformedXML", Read($"<Delete>{Repeat("<a/>", 200_000)}</Delete>").Error?.Code);
        Assert.Equal("MalformedXML", Read($"<Delete><Key>{Repeat("a<!---->", 200_000)}</Key></Delete>").Error?.Code);
        Assert.Equal("MaxMessageLengthExceeded", Read($"<Delete>{Repeat("a", XmlBody.MaximumBytes)}</Delete>").Error?.Code);
    }

    [Fact]
    public void Spaces_and_control_characters_of_a_key_are_kept() => Assert.Equal(" a\u0001b\r ", Read("<Delete><Key> a&#x1;b&#13; </Key></Delete>").Value.Find("Key")?.Text);

    private static Reading<Element> Read(string xml) => XmlBody.Read(Encoding.UTF8.GetBytes(xml), "Delete");

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
