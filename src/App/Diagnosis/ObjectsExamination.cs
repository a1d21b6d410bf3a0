using System.Text.Json;
using Athanor.App.Server;
using Athanor.App.Verbs;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.App.Diagnosis;

/// <summary>The room objects have, whether clients reach them, and whether any is known to be damaged.</summary>
internal sealed class ObjectsExamination(DataDirectory data) : IExamination
{
    private static readonly Bytes LittleSpace = Bytes.FromMebibytes(1024);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Area => "objects";

    public async ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(data.Objects)) return [new(Area, "folder", FindingState.Ok, "made at the first start")];
        if (data.FindServer() is not { } server) return [Space()];
        return [Space(), await DoorAsync(server, cancellation), await DamageAsync(cancellation)];
    }

    private Finding Space()
    {
        var free = new Bytes(new DriveInfo(data.Objects).AvailableFreeSpace);
        return free >= LittleSpace
            ? new(Area, "free space", FindingState.Ok, free.ToString())
            : new(Area, "free space", FindingState.Warning, free.ToString(), "Objects are refused once it is used up; reading and deleting go on.", "Free space on that disk, delete objects, or `athanor objects compact`.");
    }

    private async Task<Finding> DoorAsync(RunningServer server, CancellationToken cancellation)
    {
        if (server.S3Url is not { } url) return new(Area, "S3 door", FindingState.Missing, "shut", "No S3 client can be used.", "Set objects.listen.");
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return new(Area, "S3 door", FindingState.Ok, $"{url} answers");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Area, "S3 door", FindingState.Warning, $"{url} does not answer: {failure.Message}", "S3 clients of this machine cannot reach their objects.", "Check the address and, with TLS, that this machine trusts the certificate.");
        }
    }

    private async Task<Finding> DamageAsync(CancellationToken cancellation)
    {
        try
        {
            using var api = ApiClient.Create(url: null, token: null, data);
            var damaged = (await api.GetAsync("/api/v1/objects/damaged?limit=1000", cancellation)).GetProperty("items").EnumerateArray().ToList();
            if (damaged.Count == 0) return new(Area, "damage", FindingState.Ok, "none known");
            var (bucket, key) = (damaged[0].GetProperty("bucket").GetString(), damaged[0].GetProperty("key").GetString());
            return new(
                Area, "damage", FindingState.Fault, $"{damaged.Count} damaged, such as s3://{bucket}/{key}", "What is damaged is not served.", "`athanor objects scrub --status` names each; store it again from a copy, and examine the disk.");
        }
        catch (Exception failure) when (failure is ProblemException or HttpRequestException or JsonException)
        {
            return new(Area, "damage", FindingState.Warning, $"unknown: {failure.Message}", "Damage that was found is not told here.", "Run `athanor objects scrub --status` with an operator's key.");
        }
    }
}
