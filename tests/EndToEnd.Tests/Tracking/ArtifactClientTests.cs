using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Athanor.Conformance;
using Athanor.EndToEnd.Objects;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Artifacts and logged models for stock clients: Python, requests, curl, and those of S3.</summary>
public sealed class ArtifactClientTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_and_models_go_in_and_out_whatever_tricks_are_tried()
    {
        using var requests = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import requests"]) { RedirectStandardError = true })!;
        await requests.WaitForExitAsync(Cancellation);
        if (requests.ExitCode != 0) Requirement.Missing("python3-requests is not installed.");

        Assert.Contains("all as expected", await MlflowScript.RunAsync(server, "artifacts.py"), StringComparison.Ordinal);

        await server.Client.AssertJournalIsWholeAsync();
    }

    [Fact]
    public async Task A_file_that_was_acknowledged_is_there_after_the_server_was_killed_and_is_sealed_where_the_bucket_is()
    {
        var place = await BeginAsync();
        await PutAsync($"{place}/plain", "first");
        await server.KillAsync();
        await server.StartAsync();
        await PythonScript.RunAsync(server, "admin.put_bucket_encryption(Bucket='default-artifacts', ServerSideEncryptionConfiguration={'Rules': [{'ApplyServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}}]})");
        await PutAsync($"{place}/sealed", "a secret that no disk shows");

        Assert.Equal("first", await GetAsync($"{place}/plain"));
        Assert.Equal("a secret that no disk shows", await GetAsync($"{place}/sealed"));
        Assert.DoesNotContain(Blobs(), blob => blob.AsSpan().IndexOf("a secret that no disk shows"u8) >= 0);
        Assert.Contains(Blobs(), blob => blob.AsSpan().IndexOf("first"u8) >= 0);
    }

    [Fact]
    public async Task A_client_of_S3_sees_artifacts_and_cannot_break_them()
    {
        var place = await BeginAsync();
        await PutAsync($"{place}/model/weights", "heavy");

        await PythonScript.RunAsync(
            server,
            $$"""
            bucket, key = 'default-artifacts', '{{place}}/model/weights'
            expect(admin.get_object(Bucket=bucket, Key=key)['Body'].read(), b'heavy')
            expect([one['Key'] for one in admin.list_objects_v2(Bucket=bucket, Prefix='{{place}}')['Contents']], [key])
            assert len(admin.head_object(Bucket=bucket, Key=key, ChecksumMode='ENABLED')['ResponseMetadata']['HTTPHeaders']['x-amz-checksum-sha256']) == 44
            upload = admin.create_multipart_upload(Bucket=bucket, Key=key)['UploadId']
            part = admin.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=b'light')['ETag']
            for call, arguments in (
                (admin.put_object, dict(Key=key, Body=b'light')), (admin.put_object, dict(Key='0/new', Body=b'light')), (admin.delete_object, dict(Key=key)), (admin.delete_bucket, dict()),
                (admin.complete_multipart_upload, dict(Key=key, UploadId=upload, MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part}]})),
                (admin.copy_object, dict(Key=key, CopySource=f'{bucket}/{key}', MetadataDirective='REPLACE')),
                (admin.put_bucket_versioning, dict(VersioningConfiguration={'Status': 'Enabled'})),
            ): assert code(call, Bucket=bucket, **arguments) != 'fine', call
            expect('Errors' in admin.delete_objects(Bucket=bucket, Delete={'Objects': [{'Key': key}]}), True)
            expect(admin.get_object(Bucket=bucket, Key=key)['Body'].read(), b'heavy')
            """);
    }

    private IEnumerable<byte[]> Blobs() => Directory.EnumerateFiles(Path.Combine(server.Folder, "objects"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").Select(File.ReadAllBytes);

    private async Task<string> BeginAsync()
    {
        using var answer = await server.Client.PostAsJsonAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0" }, Cancellation);
        var run = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("run").GetProperty("info");
        return run.GetProperty("artifact_uri").GetString()!["mlflow-artifacts:/".Length..];
    }

    private async Task PutAsync(string path, string content)
    {
        using var answer = await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{path}", new StringContent(content), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<string> GetAsync(string path) => server.Client.GetStringAsync($"/api/2.0/mlflow-artifacts/artifacts/{path}", Cancellation);
}
