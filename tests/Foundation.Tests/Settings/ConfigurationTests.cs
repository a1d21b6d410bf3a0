using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.Foundation.Settings;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, string> _flags = [];
    private string? _file;

    [Fact]
    public void A_flag_overrides_the_environment_which_overrides_the_file_which_overrides_the_default()
    {
        Assert.Equal((8, ChosenValue.FromDefault), Chosen("kiln.workers"));

        Write("kiln: { workers: 1 }");
        Assert.Equal((1, $"file {_file}"), Chosen("kiln.workers"));

        _environment["ATHANOR__KILN__WORKERS"] = "2";
        Assert.Equal((2, "environment ATHANOR__KILN__WORKERS"), Chosen("kiln.workers"));

        _flags["kiln.workers"] = "3";
        Assert.Equal((3, "flag --kiln.workers"), Chosen("kiln.workers"));
    }

    [Fact]
    public void Every_type_is_read()
    {
        Write("""
            kiln:
              workers: -3
              largest: 9000000000
              heat: 0.25
              is-lit: true
              name: " oak "
              keep-warm: 1.5h
              tray: 64 KiB
              wood: beech
            """);

        var kiln = Load().Get<KilnOptions>();

        Assert.Equal((-3, 9_000_000_000, 0.25, true, "oak", TimeSpan.FromMinutes(90), new Bytes(65536), "beech"), (kiln.Workers, kiln.Largest, kiln.Heat, kiln.IsLit, kiln.Name, kiln.KeepWarm, kiln.Tray, kiln.Wood));
    }

    [Fact]
    public void A_default_means_what_it_says()
    {
        var (loaded, declared) = (Load().Get<KilnOptions>(), new KilnOptions());

        Assert.Equal((declared.Tray, declared.KeepWarm, declared.Heat, declared.Largest), (loaded.Tray, loaded.KeepWarm, loaded.Heat, loaded.Largest));
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_place()
    {
        Write("kiln: { workers: many, keep-warm: 5 parsecs, wood: pine }");
        _environment["ATHANOR__KILN__TRAY"] = "1 GiB";
        _flags["kiln.heat"] = "NaN";

        var problem = ProblemOfLoading();

        Assert.Equal("settings/invalid", problem.Code);
        Assert.Equal(
            [
                $"kiln.workers (from file {_file}): 'many' is not a number",
                "kiln.heat (from flag --kiln.heat): 'NaN' is not a number",
                $"kiln.keep-warm (from file {_file}): '5 parsecs' is not a duration (30s, 5m, 12h, 7d)",
                "kiln.tray (from environment ATHANOR__KILN__TRAY): it must be at most 1 MiB",
                $"kiln.wood (from file {_file}): 'pine' is not one of beech, oak",
            ],
            problem.Detail.Split('\n').Skip(1).Select(line => line.Trim().TrimEnd('.')));
    }

    [Fact]
    public void An_unknown_key_is_a_fault_that_suggests_the_nearest()
    {
        Write("kiln: { wokers: 3 }\nentirely: { different: 1 }");
        _environment["ATHANOR__KILN__TRAYS"] = "1";
        _environment["PATH"] = "/bin";

        var detail = ProblemOfLoading().Detail;

        Assert.Contains("there is no setting 'kiln.wokers'; did you mean 'kiln.workers'?", detail, StringComparison.Ordinal);
        Assert.Contains("there is no setting 'entirely.different'; `athanor config show` lists them all", detail, StringComparison.Ordinal);
        Assert.Contains("there is no setting 'ATHANOR__KILN__TRAYS'; did you mean 'ATHANOR__KILN__TRAY'?", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_masked_wherever_it_is_shown()
    {
        _flags["kiln.password"] = "s3same";

        var chosen = Load().Values.Single(value => value.Setting.Name == "password");

        Assert.Equal("********", chosen.Shown);
        Assert.Equal("s3same", Load().Get<KilnOptions>().Password);
    }

    [Fact]
    public void Options_that_only_make_sense_together_are_checked_together()
    {
        _flags["kiln.is-lit"] = "true";
        _flags["kiln.workers"] = "0";

        Assert.Equal("A setting is wrong: kiln.is-lit needs kiln.workers.", ProblemOfLoading().Detail);
    }

    [Theory, InlineData("kiln: [1, 2]"), InlineData("just text"), InlineData("kiln: { workers: 1"), InlineData("kiln: 1\nkiln: 2")]
    public void A_file_that_is_no_list_of_settings_is_refused_with_its_name(string yaml)
    {
        Write(yaml);

        var problem = ProblemOfLoading();

        Assert.Contains("settings", problem.Code, StringComparison.Ordinal);
        Assert.Contains(_file!, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused()
    {
        _file = _folder.File("missing.yaml");

        Assert.Equal("settings/unreadable", ProblemOfLoading().Code);
    }

    [Fact]
    public void An_empty_file_changes_nothing()
    {
        Write("");

        Assert.All(Load().Values, value => Assert.Equal(ChosenValue.FromDefault, value.Source));
    }

    [Theory, InlineData("0", 0), InlineData("250ms", 250), InlineData("30s", 30_000), InlineData("5m", 300_000), InlineData("12h", 43_200_000), InlineData("7d", 604_800_000), InlineData("36500d", 3_153_600_000_000)]
    public void A_duration_is_a_number_and_its_unit(string text, double milliseconds)
    {
        _flags["kiln.keep-warm"] = text;

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Load().Get<KilnOptions>().KeepWarm);
    }

    [Theory, InlineData("5"), InlineData("-5s"), InlineData("s"), InlineData("99999999d"), InlineData("1.2.3s"), InlineData("")]
    public void What_is_no_duration_is_refused(string text)
    {
        _flags["kiln.keep-warm"] = text;

        Assert.Contains("is not a duration", ProblemOfLoading().Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string yaml) => File.WriteAllText(_file = _folder.File("athanor.yaml"), yaml);

    private Configuration Load() => Configuration.Load([typeof(KilnOptions)], _file, _environment, _flags);

    private Problem ProblemOfLoading() => Assert.Throws<ProblemException>(Load).Problem;

    private (int Value, string Source) Chosen(string key)
    {
        var chosen = Load().Values.Single(value => value.Setting.Key == key);
        Assert.Equal($"{Load().Get<KilnOptions>().Workers}", chosen.Text);
        return (Load().Get<KilnOptions>().Workers, chosen.Source);
    }

    [Section("kiln")]
    private sealed class KilnOptions : ICheckedOptions
    {
        [Setting("How many feed it.")]
        public int Workers { get; init; } = 8;

        [Setting("Pieces at most.")]
        public long Largest { get; init; } = 5_000_000_000;

        [Setting("From 0 to 1.", Minimum = 0, Maximum = 1)]
        public double Heat { get; init; } = 0.5;

        [Setting("Whether it burns.")]
        public bool IsLit { get; init; }

        [Setting("What people call it.")]
        public string Name { get; init; } = "athanor";

        [Setting("How long it stays warm.")]
        public TimeSpan KeepWarm { get; init; } = TimeSpan.FromSeconds(1.5);

        [Setting("The size of a tray.", Maximum = 1 << 20)]
        public Bytes Tray { get; init; } = new(1_000_001);

        [Setting("What it burns.", OneOf = ["beech", "oak"])]
        public string Wood { get; init; } = "oak";

        [Setting("Opens the door.", IsSecret = true)]
        public string Password { get; init; } = "";

        public IEnumerable<string> FindFaults()
        {
            if (IsLit && Workers == 0) yield return "kiln.is-lit needs kiln.workers";
        }
    }
}
