using Athanor.EndToEnd.BadInput.S3;

namespace Athanor.EndToEnd.Faults;

/// <summary>A disk that becomes full under objects: nothing half there, what is there is read and deleted, and it goes on once there is room.</summary>
[Trait("Category", "Faults")]
public sealed class ObjectDiskFullTests
{
    [Fact]
    public async Task A_full_disk_refuses_objects_in_the_words_of_S3_and_heals_when_there_is_room()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root may mount a small disk.");
        await using var server = new AthanorServer();
        await using var disk = await SmallDisk.MountAsync(server.Folder, "64m");
        await server.InitializeAsync();
        await WireScript.RunAsync(server, $$$"""
            {{{Contents}}}
            admin.create_bucket(Bucket='filling')
            for key, size in KEPT.items(): expect(send('PUT', f'/filling/{key}', body=content(key, size))[0], 200)
            upload = admin.create_multipart_upload(Bucket='filling', Key='parts')['UploadId']; admin.upload_part(Bucket='filling', Key='parts', UploadId=upload, PartNumber=1, Body=content('part', 300_000))
            """);

        disk.Fill();
        await WireScript.RunAsync(server, $$$"""
            {{{Contents}}}
            refused = lambda answer: answer[:2] == (503, 'ServiceUnavailable')
            upload = admin.list_multipart_uploads(Bucket='filling')['Uploads'][0]['UploadId']
            for number, size in enumerate([100, 200_000, 3_000_000] * 10):
                answer = send('PUT', f'/filling/late{number}', body=os.urandom(size))
                assert refused(answer) or (size == 100 and answer[0] == 200), answer
                part = send('PUT', f'/filling/parts?uploadId={upload}&partNumber={number + 2}', body=os.urandom(size)); assert refused(part) or (size == 100 and part[0] == 200), part
            for key, size in KEPT.items(): expect(send('GET', f'/filling/{key}')[3], content(key, size))
            """);

        disk.MakeRoom();
        await WireScript.RunAsync(server, $$$"""
            {{{Contents}}}
            listed = {entry['Key']: entry['Size'] for entry in admin.list_objects_v2(Bucket='filling')['Contents']}
            assert all(size == 100 for key, size in listed.items() if key not in KEPT) and set(KEPT) <= set(listed), listed
            for key in listed: expect(len(send('GET', f'/filling/{key}')[3]), listed[key])
            upload = admin.list_multipart_uploads(Bucket='filling')['Uploads'][0]['UploadId']
            parts = [part for part in admin.list_parts(Bucket='filling', Key='parts', UploadId=upload)['Parts'] if part['PartNumber'] == 1]
            admin.complete_multipart_upload(Bucket='filling', Key='parts', UploadId=upload, MultipartUpload={'Parts': [dict(PartNumber=1, ETag=parts[0]['ETag'])]})
            expect(admin.get_object(Bucket='filling', Key='parts')['Body'].read(), content('part', 300_000)); expect(send('PUT', '/filling/again', body=b'leaf')[0], 200)
            """);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Folder, "objects", "incoming")));
        Assert.Equal(0, await server.StopAsync());
    }

    private const string Contents = """
        KEPT = {'small': 1000, 'middle': 100_000, 'large': 2_000_000}; content = lambda key, size: (key.encode() * size)[:size]
        """;
}
