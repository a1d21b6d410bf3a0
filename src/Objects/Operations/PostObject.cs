using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Forms;
using Athanor.Objects.Model;
using Athanor.Objects.Names;
using Athanor.Objects.Wire.Answers;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Operations;

/// <summary>Stores what a browser's form uploads, and answers as the form asks: with nothing, with a document, or by sending the browser on.</summary>
internal static class PostObject
{
    public static async Task HandleAsync(S3Request request)
    {
        var stored = await PutObject.StoreAsync(request);
        ObjectResponse.Written(request, stored);
        await AnswerAsync(request, request.Form!, stored);
    }

    private static async Task AnswerAsync(S3Request request, PostForm form, StoredObject stored)
    {
        if (RedirectOf(form) is { } page)
        {
            var query = $"bucket={Escape(request.Bucket.Name)}&key={Escape(request.Key)}&etag={Escape(EntityTag.Quote(stored.ETag))}";
            request.Response.StatusCode = StatusCodes.Status303SeeOther;
            request.Response.Headers.Location = new UriBuilder(page) { Query = page.Query.Length > 1 ? $"{page.Query[1..]}&{query}" : query }.Uri.AbsoluteUri;
            return;
        }

        var location = LocationOf(request);
        request.Response.Headers.Location = location;
        switch (form.Find("success_action_status"))
        {
            case "200":
                return;
            case "201":
                await S3Answers.XmlAsync(request.Context, StatusCodes.Status201Created, target => UploadAnswers.WritePosted(location, request.Bucket.Name, request.Key, stored.ETag, target));
                return;
            default:
                request.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
        }
    }

    // An address that is none counts as not sent, as it does for S3.
    private static Uri? RedirectOf(PostForm form) =>
        Uri.TryCreate(form.Find("success_action_redirect") ?? form.Find("redirect"), UriKind.Absolute, out var page) && page.Scheme is "http" or "https" ? page : null;

    private static string LocationOf(S3Request request)
    {
        var sent = request.Context.Request;
        return $"{sent.Scheme}://{sent.Host}{sent.Path.Value!.TrimEnd('/')}/{PercentEncoding.Encode(request.Key, keepSlash: true)}";
    }

    private static string Escape(string text) => PercentEncoding.Encode(text, keepSlash: false);
}
