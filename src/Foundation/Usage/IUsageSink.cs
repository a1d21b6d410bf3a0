using Athanor.Foundation.Databases;

namespace Athanor.Foundation.Usage;

/// <summary>
/// Takes down what work uses. It is told inside the transaction that changes the work, so that nothing is used that is not in the books, nor in
/// the books without having been used.
/// </summary>
public interface IUsageSink
{
    void Record(WriteSession session, UsageEntry entry);
}
