using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.SigningIn;

public sealed record SignInView(string To, string KeyId, Problem? Problem);
