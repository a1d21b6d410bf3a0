using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>Files that come in parts, each of which the client sends to the S3 door by an address that was signed for it.</summary>
internal static class PartsApi
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    public static async Task<MlflowAnswer> CreateAsync(ArtifactRequest request, ArtifactParts parts)
    {
        var fields = (await MlflowRequest.BindAsync(request.Http.HttpContext)).Fields;
        var count = fields.Long("num_parts") ?? 1;
        if (count is < 1 or > ArtifactParts.MostParts) throw new ProblemException(TrackingProblems.InvalidValue("num_parts", $"{count}"));
        var file = FileOf(request, fields);
        var upload = await parts.StartAsync(request.Door, request.Project, file, (int)count, Lifetime, request.Cancellation) ?? throw new ProblemException(TrackingProblems.NoParts);
        return MlflowAnswer.Of(json =>
        {
            json.WriteString("upload_id", upload.Id);
            json.WriteStartArray("credentials");
            for (var index = 0; index < upload.Addresses.Count; index++)
            {
                json.WriteStartObject();
                json.WriteString("url", upload.Addresses[index].AbsoluteUri);
                json.WriteNumber("part_number", index + 1);
                json.WriteStartObject("headers");
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    public static async Task<MlflowAnswer> CompleteAsync(ArtifactRequest request, ArtifactParts parts)
    {
        var fields = (await MlflowRequest.BindAsync(request.Http.HttpContext)).Fields;
        var named = fields.Objects("parts").Select(part => ((int)Math.Clamp(part.Long("part_number") ?? 0, 0, int.MaxValue), part.Required("etag").Trim('"'))).ToList();
        await parts.CompleteAsync(request.Actor, request.Project, FileOf(request, fields), fields.Required("upload_id"), named, request.Cancellation);
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> AbortAsync(ArtifactRequest request, ArtifactParts parts)
    {
        var fields = (await MlflowRequest.BindAsync(request.Http.HttpContext)).Fields;
        await parts.AbortAsync(request.Project, FileOf(request, fields), fields.Required("upload_id"), request.Cancellation);
        return MlflowAnswer.Empty;
    }

    // The address names the folder, and the body the file as it is called on the client's disk, whatever system that has.
    private static ArtifactPath FileOf(ArtifactRequest request, Fields fields)
    {
        var local = fields.Required("path");
        var name = ArtifactPath.Parse(local[(local.LastIndexOfAny(['/', '\\']) + 1)..]);
        return name.IsRoot ? throw new ProblemException(TrackingProblems.InvalidPath) : name.Below(request.Path);
    }
}
