using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>A list of grants; only those that are a canned ACL by another name are known here.</summary>
internal static class AccessControlPolicy
{
    private static readonly string[] Expressible = ["private", "public-read", "public-read-write"];

    public static Reading<CannedAcl> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "AccessControlPolicy").TryGet(out var root, out var error)) return error;
        if (root.Find("AccessControlList") is not { } list) return S3Errors.MalformedAcl;

        var grants = new HashSet<AclGrant>();
        foreach (var grant in list.All("Grant"))
        {
            if (grant.Find("Grantee") is not { } grantee || grant.TextOf("Permission") is not { } permission) return S3Errors.MalformedAcl;
            grants.Add(new(grantee.TextOf("URI"), permission));
        }

        foreach (var name in Expressible)
            if (CannedAcl.Read(name).TryGet(out var canned, out _) && grants.SetEquals(canned.Grants)) return canned;
        return S3Error.NotImplemented("an AccessControlPolicy that is not private, public-read or public-read-write");
    }
}
