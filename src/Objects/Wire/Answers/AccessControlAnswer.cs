using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal static class AccessControlAnswer
{
    // The kind of a grantee is an attribute in another namespace, which no other answer needs.
    public static void Write(Owner owner, CannedAcl acl, IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("AccessControlPolicy");
        Owner.Write(answer, "Owner", owner);
        answer.Open("AccessControlList");
        foreach (var grant in acl.Grants)
        {
            answer.Open("Grant");
            var kind = grant.Group is null ? "CanonicalUser" : "Group";
            target.Write(System.Text.Encoding.ASCII.GetBytes($"<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{kind}\">"));
            if (grant.Group is null) answer.Text("ID", owner.Id).Text("DisplayName", owner.DisplayName);
            else answer.Text("URI", grant.Group);
            target.Write("</Grantee>"u8);
            answer.Text("Permission", grant.Permission).Close();
        }
        answer.End();
    }
}
