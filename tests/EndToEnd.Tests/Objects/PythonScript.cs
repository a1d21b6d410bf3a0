using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>A script with boto3 as several people use it; what it asserts is what is tested.</summary>
internal static class PythonScript
{
    private const string Prelude =
        """
        import boto3, json, os, subprocess
        from botocore import UNSIGNED
        from botocore.config import Config
        from botocore.exceptions import ClientError
        ENDPOINT = os.environ['ENDPOINT']
        def client_of(token):
            key, secret = token.split('.', 1)
            return boto3.client('s3', endpoint_url=ENDPOINT, aws_access_key_id=key, aws_secret_access_key=secret)
        admin = boto3.client('s3', endpoint_url=ENDPOINT, config=Config(signature_version='s3v4'))
        nobody = boto3.client('s3', endpoint_url=ENDPOINT, config=Config(signature_version=UNSIGNED))
        def code(call, **arguments):
            try: call(**arguments)
            except ClientError as error: return error.response['Error']['Code']
            return 'fine'
        def statement(effect, principal, action, resource, **more):
            return dict(Effect=effect, Principal=principal, Action=action, Resource=resource, **more)
        def policy(*statements): return json.dumps({'Version': '2012-10-17', 'Statement': statements})
        def arn(bucket, key=None): return f'arn:aws:s3:::{bucket}' + (f'/{key}' if key else '')
        def expect(got, wanted): assert got == wanted, f'{got!r} instead of {wanted!r}'
        def curl(*arguments):
            out = subprocess.run(['/usr/bin/curl', '-sS', '-i', *arguments], capture_output=True, check=True).stdout.decode('latin1').replace('\r', '')
            while out.startswith('HTTP/1.1 100'): out = out.split('\n\n', 1)[1]
            head, body = out.split('\n\n', 1)
            lines = head.split('\n')
            return int(lines[0].split(' ')[1]), {name.lower(): value.strip() for name, value in (line.split(':', 1) for line in lines[1:])}, body

        """;

    public static async Task RunAsync(AthanorServer server, string script)
    {
        using var folder = new TemporaryFolder();
        if (!Directory.Exists("/usr/lib/python3/dist-packages/boto3")) Requirement.Missing("python3-boto3 is not installed.");
        await File.WriteAllTextAsync(folder.File("test.py"), $"{Prelude}{script}\nprint('all as expected')\n", TestContext.Current.CancellationToken);

        var output = await new StockClient(server).RunAsync("python3", "python3 test.py", folder.Path);

        Assert.Contains("all as expected", output, StringComparison.Ordinal);
    }
}
