using System.Security.Cryptography;
using System.Text;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Shell;

/// <summary>The fields that a form has sent, each bounded.</summary>
internal sealed class ConsoleForm
{
    public const string OnceField = "once";
    private const int MaximumOnce = 64;

    private readonly IFormCollection _fields;

    private ConsoleForm(IFormCollection fields) => _fields = fields;

    /// <summary>Minimal APIs bind a parameter of this type to the body of the form.</summary>
    public static async ValueTask<ConsoleForm?> BindAsync(HttpContext context) =>
        new(context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty);

    /// <summary>The field without the blanks around it; "" where it was not sent.</summary>
    public string Text(string field, int maximum = 500)
    {
        var text = _fields[field].ToString().Trim();
        if (text.Length > maximum) throw new ProblemException(ConsoleProblems.BadField(field, $"It has at most {maximum} characters."));
        if (text.Any(char.IsControl)) throw new ProblemException(ConsoleProblems.BadField(field, "It is one line of text."));
        return text;
    }

    /// <summary>A text of several lines as it was typed, with the line ends of this system: browsers send those of the network.</summary>
    public string Document(string field, int maximum)
    {
        var text = _fields[field].ToString().ReplaceLineEndings("\n");
        if (text.Length > maximum) throw new ProblemException(ConsoleProblems.BadField(field, $"It has at most {maximum} characters."));
        return text;
    }

    /// <summary>Whether a box was ticked.</summary>
    public bool IsTicked(string field) => _fields[field].Count > 0;

    public int Number(string field, int minimum, int maximum)
    {
        var text = Text(field);
        if (text.Length == 0) return minimum;
        return int.TryParse(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new ProblemException(ConsoleProblems.BadField(field, $"It is a whole number from {minimum} to {maximum}."));
    }

    /// <summary>The form as it was rendered makes one thing, however often its button is pressed.</summary>
    public CreationKey? Once(Caller caller)
    {
        var key = Text(OnceField, MaximumOnce);
        if (key.Length == 0) return null;

        var asked = string.Join('\n', _fields.Where(field => field.Key != OnceField).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        return new(caller.Actor, $"console/{key}", SHA256.HashData(Encoding.UTF8.GetBytes(asked)));
    }
}
