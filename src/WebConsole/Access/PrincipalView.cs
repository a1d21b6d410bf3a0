using Athanor.Access;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Access;

public sealed record PrincipalView(Principal Principal, Page<AccessKey> Keys, Problem? Problem);
