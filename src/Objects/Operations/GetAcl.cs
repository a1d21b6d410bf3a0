using Athanor.Objects.Door;

namespace Athanor.Objects.Operations;

/// <summary>Access lists do not decide here, roles do; clients that ask are told the one list there ever is: the owner may do everything.</summary>
internal static class GetAcl
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    public static Task HandleAsync(S3Request request) => S3Answers.XmlAsync(request.Context, "AccessControlPolicy", xml =>
    {
        ListedObjects.WriteOwner(xml, request.Bucket.Project);
        xml.WriteStartElement("AccessControlList");
        xml.WriteStartElement("Grant");
        xml.WriteStartElement("Grantee");
        xml.WriteAttributeString("xsi", "type", SchemaInstance, "CanonicalUser");
        xml.WriteElementString("ID", request.Bucket.Project);
        xml.WriteElementString("DisplayName", request.Bucket.Project);
        xml.WriteEndElement();
        xml.WriteElementString("Permission", "FULL_CONTROL");
        xml.WriteEndElement();
        xml.WriteEndElement();
    });
}
