using System.Text;
using Athanor.Objects.Names;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Forms;

public sealed class PostFormTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_fields_take_the_place_of_all_headers_and_the_file_that_of_the_body()
    {
        var request = RequestOf(Field("key", "up/${filename}"), Field("Content-Type", "image/png"), Field("acl", "private"), Field("x-amz-meta-species", "oak"), File(@"C:\leaves\a.png", "a leaf"));
        request.Headers["x-amz-meta-smuggled"] = "1";
        request.Headers["If-Match"] = "*";

        var form = await PostForm.ReadAsync(request, Bucket, Cancellation);

        Assert.Equal(("up/a.png", "leaves", null), (form.Key.Value, form.Find("bucket"), form.Signature));
        Assert.Equal(("image/png", "private", "oak"), (request.ContentType, request.Headers["x-amz-acl"].ToString(), request.Headers["x-amz-meta-species"].ToString()));
        Assert.DoesNotContain(request.Headers.Keys, name => name is "x-amz-meta-smuggled" or "If-Match");
        Assert.Equal("a leaf", await new StreamReader(request.Body).ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Tags_come_as_a_document_and_go_on_as_a_header()
    {
        var request = RequestOf(Field("key", "a"), Field("tagging", "<Tagging>\n<TagSet><Tag><Key>a b</Key><Value>c+d</Value></Tag></TagSet></Tagging>"), File("f", ""));

        await PostForm.ReadAsync(request, Bucket, Cancellation);

        Assert.Equal("a%20b=c%2Bd", request.Headers["x-amz-tagging"].ToString());
    }

    [Theory]
    [InlineData("x-amz-meta-a", "b\r\nSet-Cookie: c")]
    [InlineData("Content-Type", "text/html\0")]
    [InlineData("x-amz-meta-a b", "c")]
    [InlineData("x-amz-meta-ü", "c")]
    public async Task A_field_that_would_break_a_header_is_refused(string name, string value) =>
        Assert.Equal("InvalidArgument", await CodeOfAsync(RequestOf(Field("key", "a"), Field(name, value), File("f", ""))));

    [Fact]
    public async Task What_is_no_form_of_s3_is_refused_in_its_words()
    {
        Assert.Equal("IncorrectNumberOfFilesInPostRequest", await CodeOfAsync(RequestOf(Field("key", "a"))));
        Assert.Equal("UserKeyMustBeSpecified", await CodeOfAsync(RequestOf(File("f", ""))));
        Assert.Equal("UserKeyMustBeSpecified", await CodeOfAsync(RequestOf(Field("key", ""), File("f", ""))));
        Assert.Equal("KeyTooLongError", await CodeOfAsync(RequestOf(Field("key", new string('k', 1025)), File("f", ""))));
        Assert.Equal("InvalidArgument", await CodeOfAsync(RequestOf(Field("key", "a"), Field("KEY", "b"), File("f", ""))));
        Assert.Equal("MaxPostPreDataLengthExceededError", await CodeOfAsync(RequestOf(Field("key", "a"), Field("x-ignore", new string('x', 21_000)), File("f", ""))));
        Assert.Equal("MaxPostPreDataLengthExceededError", await CodeOfAsync(RequestOf([.. Enumerable.Range(0, 101).Select(number => Field($"n{number}", "")), File("f", "")])));
        Assert.Equal("MalformedPOSTRequest", await CodeOfAsync(RequestOf("--b\r\nContent-Type: text/plain\r\n\r\nno name\r\n")));
        Assert.Equal("InvalidArgument", await CodeOfAsync(RequestOf(Field("key", "a"), Field("x-amz-signature", "0"), File("f", ""))));

        var none = RequestOf(File("f", ""));
        none.ContentType = "application/x-www-form-urlencoded";
        Assert.Equal("PreconditionFailed", await CodeOfAsync(none));
    }

    [Fact]
    public async Task Damaged_forms_are_refused_and_never_throw_anything_else()
    {
        var whole = Encoding.UTF8.GetBytes($"{Field("key", "a")}{Field("x-amz-meta-a", "b")}{File("f", "content")}--b--\r\n");
        for (var seed = 0; seed < 20_000; seed++)
        {
            var request = RequestOf("");
            request.Body = new MemoryStream(new Random(seed).Damage(whole));

            var failure = await Record.ExceptionAsync(() => ReadWholeAsync(request));

            Assert.True(failure is null or S3Exception, $"Seed {seed}: {failure}");
        }
    }

    private static async Task ReadWholeAsync(HttpRequest request)
    {
        await PostForm.ReadAsync(request, Bucket, Cancellation);
        await request.Body.CopyToAsync(Stream.Null, Cancellation);
    }

    private static BucketName Bucket => BucketName.TryParse("leaves", out var name) ? name : throw new InvalidOperationException();

    private static string Field(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static string File(string name, string content) => $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n";

    private static HttpRequest RequestOf(params string[] parts)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "multipart/form-data; boundary=b";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes($"{string.Concat(parts)}--b--\r\n"));
        return request;
    }

    private static async Task<string> CodeOfAsync(HttpRequest request) => (await Assert.ThrowsAsync<S3Exception>(() => PostForm.ReadAsync(request, Bucket, Cancellation))).Error.Code;
}
