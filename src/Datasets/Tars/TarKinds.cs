namespace Athanor.Datasets.Tars;

/// <summary>What an entry of a tar can be, by the letter in its header.</summary>
internal static class TarKinds
{
    public const char File = '0';
    public const char OldFile = '\0';
    public const char ContiguousFile = '7';
    public const char Folder = '5';
    public const char Extended = 'x';
    public const char ExtendedForAll = 'g';
    public const char LongPath = 'L';
    public const char LongLink = 'K';

    public static bool IsFile(char kind) => kind is File or OldFile or ContiguousFile;

    /// <summary>Says something about the entries after it.</summary>
    public static bool IsAbout(char kind) => kind is Extended or ExtendedForAll or LongPath or LongLink;

    public static string Describe(char kind) => kind switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a pipe",
        'S' => "a sparse file",
        'M' => "a part of a file that began in another archive",
        _ when char.IsAsciiLetterOrDigit(kind) => $"an entry of the unknown kind '{kind}'",
        _ => "an entry of an unknown kind",
    };
}
