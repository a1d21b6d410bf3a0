using Athanor.Access;

namespace Athanor.WebConsole.Access;

public sealed record IssuedKeyView(IssuedKey Issued);
