namespace Athanor.Foundation.Databases;

public static class DatabaseExtensions
{
    /// <summary>A change that answers nothing.</summary>
    public static Task WriteAsync(this IDatabase database, Action<WriteSession> change, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            change(session);
            return true;
        },
        cancellation);
}
