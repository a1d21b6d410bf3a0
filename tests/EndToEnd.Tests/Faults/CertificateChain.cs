using System.Security.Cryptography.X509Certificates;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

/// <summary>An authority, one below it, and a server's certificate from that: <c>chain.pem</c> and <c>server.key</c>, made by openssl.</summary>
internal static class CertificateChain
{
    private const string Script = """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 2 -subj "/CN=root"
        openssl req -newkey rsa:2048 -nodes -keyout middle.key -out middle.csr -subj "/CN=middle"
        printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign' >middle.ext
        openssl x509 -req -in middle.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile middle.ext -out middle.pem
        openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj "/CN=server"
        printf 'subjectAltName=IP:127.0.0.1' >server.ext
        openssl x509 -req -in server.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 2 -extfile server.ext -out server.pem
        cat server.pem middle.pem >chain.pem
        """;

    public static async Task<X509Certificate2> MakeAsync(string folder)
    {
        if (!File.Exists("/usr/bin/openssl")) Requirement.Missing("The program openssl is not installed.");
        var result = await AthanorCommand.RunProgramAsync("sh", folder, ["-ec", Script], new Dictionary<string, string>());
        Assert.True(result.ExitCode == 0, result.Errors);
        return X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "root.pem"));
    }
}
