using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Athanor.WebConsole.Assets;

/// <summary>Styles, scripts and pictures inside this program. Their addresses hold a hash of all of them, so that browsers may keep each for ever.</summary>
internal sealed class ConsoleAssets
{
    private const string Prefix = "assets/";
    private const int VersionLength = 12;

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Asset> _assets;
    private readonly string _version;

    public ConsoleAssets()
    {
        var assembly = typeof(ConsoleAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        _assets = names.ToFrozenDictionary(name => name[Prefix.Length..], name => Load(assembly.GetManifestResourceStream(name)!, name));
        _version = Convert.ToHexStringLower(SHA256.HashData([.. _assets.OrderBy(asset => asset.Key, StringComparer.Ordinal).SelectMany(asset => SHA256.HashData(asset.Value.Content))]))[..VersionLength];
    }

    public string AddressOf(string name) => $"/assets/{_version}/{name}";

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    public bool IsCurrent(string version) => version == _version;

    private static Asset Load(Stream resource, string name)
    {
        using (resource)
        {
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            return new(content, ContentTypes[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");
        }
    }
}
