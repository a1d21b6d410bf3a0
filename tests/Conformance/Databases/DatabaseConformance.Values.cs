using System.Text;
using Athanor.Foundation.Databases;

namespace Athanor.Conformance.Databases;

public abstract partial class DatabaseConformance
{
    public static TheoryData<string> Texts => ["", " ", "plants", "Ä ß 漢字 🌱", "\U0010FFFF", "\uFFFD\uFFFF", "line\r\nbreak\ttab", "'; DROP TABLE things; --", "@p0 :name $1 ?"];

    public static TheoryData<long> Numbers => [long.MinValue, -1, 0, 1, int.MaxValue + 1L, long.MaxValue];

    public static TheoryData<double> Ratios => [0, -0.0, 0.1, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity];

    [Theory, MemberData(nameof(Texts))]
    public async Task A_text_comes_back_as_it_went_in(string text)
    {
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, note) VALUES ({text}, {text})"), Cancellation);

        var stored = await Database.ReadAsync(session => session.First($"SELECT name, note FROM things WHERE note = {text}", row => (row.Text(0), row.TextOrNull(1))), Cancellation);

        Assert.Equal((text, text), stored);
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task A_number_of_64_bits_comes_back_as_it_went_in(long number)
    {
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, number) VALUES ('n', {number})"), Cancellation);

        var stored = await Database.ReadAsync(session => session.First($"SELECT number, number FROM things WHERE number = {number}", row => (row.Long(0), row.LongOrNull(1))), Cancellation);

        Assert.Equal((number, number), stored);
    }

    [Theory, MemberData(nameof(Ratios))]
    public async Task A_floating_point_number_comes_back_to_the_bit_but_zero_has_no_sign(double ratio)
    {
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, ratio) VALUES ('r', {ratio})"), Cancellation);

        var stored = await Database.ReadAsync(session => session.First($"SELECT ratio FROM things", row => row.DoubleOrNull(0)), Cancellation);

        Assert.Equal(BitConverter.DoubleToInt64Bits(ratio + 0.0), BitConverter.DoubleToInt64Bits(stored!.Value));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(100_000)]
    public async Task Bytes_come_back_as_they_went_in(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, body) VALUES ('b', {bytes})"), Cancellation);

        var stored = await Database.ReadAsync(session => session.First($"SELECT body, body FROM things WHERE body IS NOT NULL", row => (row.Blob(0), row.BlobOrNull(1))), Cancellation);

        Assert.Equal(bytes, stored.Item1);
        Assert.Equal(bytes, stored.Item2);
    }

    [Fact]
    public async Task Nothing_comes_back_as_nothing_for_each_type()
    {
        var (text, number, ratio, bytes, time, flag) = ((string?)null, (long?)null, (double?)null, (byte[]?)null, (DateTimeOffset?)null, (bool?)null);
        await Database.WriteAsync(
            session =>
            {
                session.Execute($"INSERT INTO things (name, number, ratio, body, note) VALUES ('set', {1}, {1.0}, {new byte[1]}, {"x"})");
                session.Execute($"UPDATE things SET number = {number}, ratio = {ratio}, body = {bytes}, note = {text}");
                session.Execute($"UPDATE things SET number = {time}");
                session.Execute($"UPDATE things SET number = {flag}");
            },
            Cancellation);

        var stored = await Database.ReadAsync(
            session => session.First($"SELECT number, ratio, body, note FROM things", row => (row.LongOrNull(0), row.TimeOrNull(0), row.BoolOrNull(0), row.DoubleOrNull(1), row.BlobOrNull(2), row.TextOrNull(3))),
            Cancellation);

        Assert.Equal((number, time, flag, ratio, bytes, text), stored);
    }

    [Fact]
    public async Task A_time_is_kept_to_the_microsecond_and_a_flag_is_a_flag()
    {
        var time = new DateTimeOffset(2031, 12, 31, 23, 59, 59, TimeSpan.FromHours(5)).AddMicroseconds(123456);
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, number, note) VALUES ('time', {time}, NULL), ('flag', {true}, NULL)"), Cancellation);

        var stored = await Database.ReadAsync(
            session => (session.First($"SELECT number FROM things WHERE name = 'time'", row => row.Time(0)), session.First($"SELECT number, number = {true}, number = {false} FROM things WHERE name = 'flag'", row => (row.Bool(0), row.Bool(1), row.Bool(2)))),
            Cancellation);

        Assert.Equal((time, (true, true, false)), stored);
    }

    [Theory, InlineData(0x0000, " inside"), InlineData(0xD800, " alone"), InlineData(0xDC00, " alone"), InlineData(0xDBFF, "")]
    public async Task Text_that_cannot_be_stored_is_refused_and_changes_nothing(int unit, string rest)
    {
        var text = $"text {(char)unit}{rest}";
        var problem = await ProblemOfAsync(() => Database.WriteAsync(
            session =>
            {
                Add(session, "before");
                Add(session, text);
            },
            Cancellation));

        Assert.Equal(("database/unstorable-text", 400), (problem.Code, problem.Status));
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_value_that_is_not_a_number_is_refused() =>
        Assert.Equal("database/not-a-number", (await ProblemOfAsync(() => Database.WriteAsync(session => session.Execute($"INSERT INTO things (name, ratio) VALUES ('n', {double.NaN})"), Cancellation))).Code);

    [Fact]
    public async Task Text_is_ordered_by_its_bytes()
    {
        string[] names = ["", "!", "A", "Z", "_", "a", "a/", "a0", "b", "Ä", "ä", "漢", "\uFFFD", "\U0001F331", "\U0010FFFF"];
        await Database.WriteAsync(
            session =>
            {
                foreach (var name in names.Reverse()) Add(session, name);
            },
            Cancellation);

        Assert.Equal(names.OrderBy(name => Convert.ToHexString(Encoding.UTF8.GetBytes(name)), StringComparer.Ordinal), await NamesAsync());
        Assert.Equal(["a", "a/", "a0"], await Database.ReadAsync(session => session.Query($"SELECT name FROM things WHERE name >= {"a"} AND name < {"b"} ORDER BY name", row => row.Text(0)), Cancellation));
    }

    [Fact]
    public async Task Matching_a_pattern_tells_capitals_from_small_letters()
    {
        await AddAsync("Fern");

        Assert.Equal(1, await Database.ReadAsync(session => session.Count($"SELECT count(*) FROM things WHERE name LIKE {"F%"}"), Cancellation));
        Assert.Equal(0, await Database.ReadAsync(session => session.Count($"SELECT count(*) FROM things WHERE name LIKE {"f%"}"), Cancellation));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(1_000), InlineData(5_000)]
    public async Task A_list_of_any_length_selects_what_is_in_it(int length)
    {
        await Database.WriteAsync(session => session.Execute($"INSERT INTO things (name) VALUES ('0'), ('1'), ('999'), ('other')"), Cancellation);
        var names = Enumerable.Range(0, length).Select(index => $"{index}").ToList();

        var (inside, outside) = await Database.ReadAsync(
            session => (session.Query($"SELECT name FROM things WHERE name IN {names} ORDER BY name", row => row.Text(0)), session.Query($"SELECT name FROM things WHERE name NOT IN {names} ORDER BY name", row => row.Text(0))),
            Cancellation);

        Assert.Equal(new[] { "0", "1", "999", "other" }.Where(names.Contains), inside);
        Assert.Equal(new[] { "0", "1", "999", "other" }.Except(names), outside);
    }

    [Fact]
    public async Task A_sum_is_a_number() =>
        Assert.Equal(3, await Database.ReadAsync(session => session.Count($"SELECT sum(number) FROM (SELECT {1} AS number UNION ALL SELECT {2}) AS numbers"), Cancellation));
}
