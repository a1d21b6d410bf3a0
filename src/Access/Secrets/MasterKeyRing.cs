using Athanor.Foundation.Files;
using Athanor.Foundation.Problems;

namespace Athanor.Access.Secrets;

/// <summary>
/// The master keys in force: the first seals, all of them open. While rotating, the file holds the new key and the old one, so
/// that a crash at any moment leaves every secret readable.
/// </summary>
internal sealed class MasterKeyRing
{
    private readonly string? _file;
    private volatile MasterKey[] _keys;

    private MasterKeyRing(MasterKey[] keys, string? file)
    {
        _keys = keys;
        _file = file;
    }

    public MasterKey Current => _keys[0];

    public bool CanRotate => _file is not null;

    /// <summary>Whether a rotation was begun and is not yet finished.</summary>
    public bool IsRotating => _keys.Length > 1;

    public static MasterKeyRing Load(AccessOptions options, string secretsDirectory)
    {
        if (options.MasterKey.Length > 0)
        {
            var texts = options.PreviousMasterKey.Length > 0 ? new[] { options.MasterKey, options.PreviousMasterKey } : [options.MasterKey];
            return new([.. texts.Select(text => Parse(text, "the settings"))], file: null);
        }

        var file = Path.Combine(secretsDirectory, MasterKeyFile.Name);
        if (!File.Exists(file)) PrivateFile.Write(file, MasterKey.Create().Write() + "\n");
        var lines = File.ReadAllLines(file).Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        return lines.Length > 0 ? new([.. lines.Select(line => Parse(line, file))], file) : throw new ProblemException(AccessProblems.BadMasterKey(file));
    }

    public MasterKey? Find(string id) => Array.Find(_keys, key => key.Id == id);

    public string Open(string purpose, SealedSecret secret) =>
        (Find(secret.MasterKey) ?? throw new ProblemException(AccessProblems.WrongMasterKey(secret.MasterKey))).Open(purpose, secret.Bytes);

    /// <summary>Puts a new key in front of the old one, on disk first.</summary>
    public void BeginRotation() => Replace([MasterKey.Create(), Current]);

    /// <summary>Forgets the old keys: nothing is sealed under them any more.</summary>
    public void EndRotation() => Replace([Current]);

    private static MasterKey Parse(string text, string place) => MasterKey.TryParse(text) ?? throw new ProblemException(AccessProblems.BadMasterKey(place));

    private void Replace(MasterKey[] keys)
    {
        if (_file is not null) PrivateFile.Write(_file, string.Concat(keys.Select(key => key.Write() + "\n")));
        _keys = keys;
    }
}
