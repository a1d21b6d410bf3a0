using System.Net;
using System.Xml.Linq;
using Athanor.Foundation.Problems;

namespace Athanor.Objects.Client;

internal static class ClientProblems
{
    public static Problem NoS3 => new("s3/no-s3", 502, "What answers there does not speak S3.", "Name the S3 door, which `athanor status` shows.");

    public static Problem Refused(XElement? error, HttpStatusCode status, S3Call call)
    {
        var code = Text(error, "Code") ?? (status == HttpStatusCode.NotFound ? "NotFound" : $"{(int)status}");
        var place = call.Bucket is null ? "the server" : $"s3://{call.Bucket}{(call.Key is null ? "" : $"/{call.Key}")}";
        return new($"s3/{code}", (int)status, $"{place}: {Text(error, "Message") ?? $"the answer was {(int)status}."}", "docs/s3.md tells what each operation needs.");
    }

    public static Problem Damaged(string place) => new("s3/damaged", 502, $"What arrived of {place} is not what was stored; it was thrown away.", "Repeat the command; `athanor objects verify` tells whether it is the server's copy that is damaged.");

    public static Problem UnsafeName(string key) => new(
        "s3/unsafe-name", 400, $"The object's name {System.Text.Json.JsonSerializer.Serialize(key)} would lead out of the folder, or is none for a file; it was not written.", "Copy it alone, to a file that you name.");

    private static string? Text(XElement? element, string name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
