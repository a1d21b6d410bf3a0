namespace Athanor.EndToEnd.BadInput.S3;

/// <summary>Listings with any limit, delimiter and marker tell each key once, in the order of bytes.</summary>
public sealed class ListingTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task What_limits_a_listing_is_a_number_and_what_goes_on_is_a_token() => await WireScript.RunAsync(server, """
        admin.create_bucket(Bucket='limits')
        for number in range(3): admin.put_object(Bucket='limits', Key=f'k{number}', Body=b'')
        for target in ['?list-type=2&max-keys', '?max-keys', '?versions&max-keys', '?uploads&max-uploads']:
            for limit, wanted in [('0', 200), ('1', 200), ('1000', 200), ('1001', 200), ('2147483647', 200), ('-1', 400), ('x', 400), ('2147483648', 400), ('1.5', 400), ('0x1', 400), ('1&max-keys=2&max-uploads=2', 400)]:
                status, got, _, text = send('GET', f'/limits{target}={limit}'); expect((target, limit, status, got), (target, limit, wanted, None if wanted == 200 else 'InvalidArgument'))
            expect(b'<IsTruncated>false</IsTruncated>' in send('GET', f'/limits{target}=0')[3], True)
        expect(b'<MaxKeys>1000</MaxKeys>' in send('GET', '/limits?list-type=2&max-keys=5000')[3], True)
        for query in ['list-type=2&encoding-type=base64', 'encoding-type=base64', 'versions&encoding-type=x', 'list-type=3', 'list-type=', 'list-type=2&continuation-token=', 'list-type=2&continuation-token=@', 'list-type=2&continuation-token=AAA=',
                      'list-type=2&continuation-token=/w==', 'versions&version-id-marker=a']: expect((query, brief(send('GET', f'/limits?{query}'))), (query, (400, 'InvalidArgument')))
        first = admin.list_objects_v2(Bucket='limits', MaxKeys=1)
        expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='limits', ContinuationToken=first['NextContinuationToken'], StartAfter='k1')['Contents']], ['k1', 'k2'])
        expect([entry['Key'] for entry in admin.list_objects_v2(Bucket='limits', StartAfter='k00')['Contents']], ['k1', 'k2'])
        expect(admin.list_objects(Bucket='limits', Marker='zzz').get('Contents'), None); expect([entry['Key'] for entry in admin.list_objects(Bucket='limits', Marker='a')['Contents']], ['k0', 'k1', 'k2'])
        expect([entry['Key'] for entry in admin.list_object_versions(Bucket='limits', KeyMarker='k0', VersionIdMarker='none')['Versions']], ['k1', 'k2'])
        """);

    [Fact]
    public async Task Every_page_size_prefix_and_delimiter_shows_what_a_plain_sort_does() => await WireScript.RunAsync(server, """
        import itertools, random
        chance = random.Random(1337)
        admin.create_bucket(Bucket='pages'); admin.put_bucket_versioning(Bucket='pages', VersioningConfiguration={'Status': 'Enabled'})
        keys = sorted({''.join(chance.choice(['a', 'b', '/', '//', '::', 'é', '🌱', '.']) for _ in range(chance.randint(1, 5))) for _ in range(120)} | {'a/', 'a//', '/', '//', 'a::', '::'}, key=lambda key: key.encode())
        for key in keys: admin.put_object(Bucket='pages', Key=key, Body=b'')
        for key in keys[::3]: admin.put_object(Bucket='pages', Key=key, Body=b'')
        def plain(prefix, delimiter, again=lambda key: 1):
            shown = []
            for key in keys:
                if not key.startswith(prefix): continue
                at = key.find(delimiter, len(prefix)) if delimiter else -1
                entry = ('p', key[:at + len(delimiter)]) if at >= 0 else ('k', key)
                if entry[0] == 'k': shown += [entry] * again(key)
                elif entry not in shown: shown.append(entry)
            return shown
        order = lambda entry: (entry[1].encode(), entry[0])
        def pages(call, contents, following, **arguments):
            shown = []
            for _ in range(1000):
                page = call(Bucket='pages', **arguments)
                entries = [('k', entry['Key']) for entry in page.get(contents, [])] + [('p', entry['Prefix']) for entry in page.get('CommonPrefixes', [])]
                assert len(entries) <= arguments['MaxKeys'] and (entries or not page['IsTruncated']), (arguments, page)
                shown += sorted(entries, key=order)
                if not page['IsTruncated']: return shown
                arguments |= following(page)
            raise AssertionError(f'no end: {arguments}')
        for prefix, delimiter in itertools.product(['', 'a', 'a/', '/', 'é'], ['', '/', '//', '::', 'é', 'a']):
            limit = chance.choice([1, 2, 3, 7, 50, 1000])
            case = (prefix, delimiter, limit); wanted = plain(prefix, delimiter)
            asked = dict(Prefix=prefix, MaxKeys=limit, **({'Delimiter': delimiter} if delimiter else {}))
            expect((case, pages(admin.list_objects_v2, 'Contents', lambda page: {'ContinuationToken': page['NextContinuationToken']}, **asked)), (case, wanted))
            expect((case, pages(admin.list_objects, 'Contents', lambda page: {'Marker': page['NextMarker']}, **asked)), (case, wanted))
            versions = pages(admin.list_object_versions, 'Versions', lambda page: {'KeyMarker': page['NextKeyMarker'], 'VersionIdMarker': page.get('NextVersionIdMarker') or ''}, **asked)
            expect((case, versions), (case, plain(prefix, delimiter, lambda key: 2 if key in keys[::3] else 1)))
        """);
}
