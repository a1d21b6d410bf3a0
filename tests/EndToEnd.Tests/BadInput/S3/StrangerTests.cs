namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>What nobody in particular may ask of the S3 door, and how often.</summary>
public sealed class StrangerTests
{
    [Fact]
    public async Task An_address_without_a_key_has_a_rate_and_those_with_a_key_behind_it_do_not_feel_it()
    {
        await using var server = new AthanorServer { Settings = ["--access.anonymous-requests-per-second", "5"] };
        await server.InitializeAsync();

        await WireScript.RunAsync(server, """
            admin.create_bucket(Bucket='strangers'); admin.put_object(Bucket='strangers', Key='a', Body=b'leaf')
            anonymous = [raw(head('GET', '/strangers/a', [('host', HOST)])) for _ in range(60)]
            expect({brief(answer) for answer in anonymous}, {(403, 'AccessDenied'), (503, 'SlowDown')}); expect({answer[2].get('retry-after') for answer in anonymous if answer[0] == 503}, {'1'})
            preflight = [raw(head('OPTIONS', '/strangers/a', [('host', HOST)]))[0] for _ in range(30)]; expect(503 in preflight, True)
            for _ in range(100): expect(send('GET', '/strangers/a')[0], 200)
            time.sleep(1.2); expect(brief(raw(head('GET', '/strangers/a', [('host', HOST)]))), (403, 'AccessDenied'))
            """);
    }

    [Fact]
    public async Task Who_signs_wrong_too_often_waits_and_who_signs_right_does_not()
    {
        await using var server = new AthanorServer { Settings = ["--access.free-failures", "3"] };
        await server.InitializeAsync();

        await WireScript.RunAsync(server, """
            admin.create_bucket(Bucket='guessed'); admin.put_object(Bucket='guessed', Key='a', Body=b'leaf')
            def guess(key): return brief(raw(head('GET', '/guessed/a', [(name, value.replace(KEY, key)[:-8] + '00000000' if name == 'authorization' else value) for name, value in signed('GET', '/guessed/a')[0]])))
            expect([guess(KEY) for _ in range(6)], [(403, 'SignatureDoesNotMatch')] * 4 + [(503, 'SlowDown')] * 2)
            expect([guess(f'made-up-{number}') for number in range(6)], [(403, 'InvalidAccessKeyId')] * 4 + [(503, 'SlowDown')] * 2)
            for _ in range(20): expect(send('GET', '/guessed/a')[0], 200)
            expect([brief(send('GET', '/guessed/a', at=now(-2000))) for _ in range(6)], [(403, 'RequestTimeTooSkewed')] * 6)
            """);
    }

    [Fact]
    public async Task A_bucket_is_a_host_of_its_own_where_there_is_a_domain_dots_and_all()
    {
        await using var server = new AthanorServer { Settings = ["--objects.domain", "s3.leaves.test"] };
        await server.InitializeAsync();

        await WireScript.RunAsync(server, """
            for bucket in ['oak', 'elm.and.oak']:
                HOST = f'{bucket}.s3.leaves.test:7071'
                expect(send('PUT', '/')[0], 200); expect(send('PUT', '/a//b', body=b'leaf')[0], 200); expect(send('GET', '/a//b')[3], b'leaf'); expect(b'<Key>a//b</Key>' in send('GET', '/?list-type=2')[3], True)
                HOST = f'{bucket}.S3.LEAVES.TEST'; expect(send('GET', '/a//b')[3], b'leaf')
                HOST = 's3.leaves.test'; expect(send('GET', f'/{bucket}/a//b')[3], b'leaf')
            expect(b'<Name>elm.and.oak</Name>' in send('GET', '/')[3], True)
            for HOST in ['.s3.leaves.test', 'a..b.s3.leaves.test', 'a_b.s3.leaves.test']: expect((HOST, brief(send('GET', '/a'))[0]), (HOST, 400))
            """);
    }
}
