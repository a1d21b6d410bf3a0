using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Errors;

public sealed record ErrorView(Problem Problem, string RequestId);
