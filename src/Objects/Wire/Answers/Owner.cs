using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record Owner(string Id, string DisplayName)
{
    public static void Write(XmlAnswer answer, string element, Owner? owner)
    {
        if (owner is not null) answer.Open(element).Text("ID", owner.Id).Text("DisplayName", owner.DisplayName).Close();
    }
}
