using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The guard itself is tested: it must be able to find fault.</summary>
public sealed class GuardTests
{
    private const string Note = """
        <div id="n"><p>Why: so that we can write to you.</p><p>For you: the link.</p><p>Kept until 30 days after the webinar.</p>
        <details><summary>More</summary>Legal basis: contract, Art. 6 (1)(b) GDPR. Recipients: Host Ltd. If you do not answer: no seat.</details></div>
        """;

    private const string Email = "<label for=e>E-mail (required)</label><input id=e name=email aria-describedby=n>";

    private static readonly Dictionary<string, Explanation> _declared = new()
    {
        ["email"] = new(["so that we can write to you.", "the link."], ["Host Ltd", "no seat."]),
        ["agree=newsletter"] = new(["so that we can write to you."], ["Host Ltd"]),
    };

    private static readonly Uri _site = new("https://www.example.org/");

    [Theory, Rule("P5"), Rule("P1")]
    [InlineData(Email)]
    [InlineData("<fieldset aria-describedby=n><legend>How (optional)</legend><input name=email type=radio value=a><input name=email type=radio value='' checked></fieldset>")]
    [InlineData("<label><input name=agree type=checkbox value=newsletter aria-labelledby=t aria-describedby=n><b id=t>Newsletter (optional)</b></label>")]
    [InlineData("<div aria-hidden=true><input name=website tabindex=-1></div><button name=preview value=1 formaction='/de/newsletter#keep'>Preview</button><button>Send</button>")]
    [InlineData("</form><form method=get><select name=topic><option value=''>all<option>consent</select><input type=search name=q><button>Look</button></form>")]
    [InlineData("</form><input id=receipt-file type=file><textarea id=receipt-text></textarea><script src='/receipt.js?v=1' type=module></script>")]
    [InlineData("<p contenteditable=false>read here</p><svg><font-face></font-face></svg><p role=status>sent</p>")]
    public void ADeclaredAndExplainedField_IsFine(string html) => Assert.Empty(Fields(html + Note));

    [Theory, Rule("P4"), Rule("P5")]
    [InlineData("<input name=phone>")]
    [InlineData("<textarea name=salary aria-describedby=n></textarea>")]
    [InlineData("<select name=gender><option>f<option>m</select>")]
    [InlineData("<input type=hidden name=campaign value=spring>")]
    [InlineData("<input name=agree type=checkbox value=everything aria-describedby=n>")]
    [InlineData("</form><input name=email aria-describedby=n>")]
    [InlineData("</form><input id=receipt-file name=receipt type=file><script src=/receipt.js></script>")]
    [InlineData("</form><input id=receipt-file type=text><script src=/receipt.js></script>")]
    [InlineData("</form><textarea id=receipt-text></textarea>")]
    [InlineData("</form><textarea id=receipt-text></textarea><script src=/receipt.js></script><script src=/form.js></script>")]
    [InlineData("<textarea id=receipt-text></textarea><script src=/receipt.js></script>")]
    [InlineData("</form><input id=other type=file><script src=/receipt.js></script>")]
    [InlineData("<p contenteditable>write here</p>")]
    [InlineData("<p contenteditable=plaintext-only>write here</p>")]
    [InlineData("<div role=textbox tabindex=0></div>")]
    [InlineData("<span role='presentation switch' aria-checked=false>newsletter</span>")]
    public void AQuestionThatIsNotDeclared_IsFound(string html) => Assert.Contains(Fields(html + Note), o => o.Contains("outside a declared field", StringComparison.Ordinal));

    [Theory, Rule("P4"), Rule("P5")]
    [InlineData("<x-field name=phone></x-field>")]
    [InlineData("<div is=x-field></div>")]
    public void AnElementOfThePagesOwn_IsFound(string html) => Assert.Contains(Fields(html), o => o.Contains("cannot be read", StringComparison.Ordinal));

    [Theory, Rule("P5"), Rule("P18")]
    [InlineData("<button formmethod=get>Send</button>", "in another way")]
    [InlineData("<button formtarget=_blank>Send</button>", "in another way")]
    [InlineData("<input type=submit formenctype=text/plain>", "in another way")]
    [InlineData("<button formaction=/collect>Send</button>", "to another address")]
    [InlineData("<button type=button formaction=/de>Send</button>", "to another address")]
    [InlineData("<input type=image src=/a.png formaction=//elsewhere.example>", "to another address")]
    [InlineData("<button name=age value=under-30>I am young</button>", "not declared")]
    [InlineData("<input type=submit name=agree value=newsletter>", "not declared")]
    [InlineData("<button name=preview value=2>Preview</button>", "not declared")]
    [InlineData("<input type=image src=/map.png name=where>", "not declared")]
    [InlineData("</form><form method=get><button name=topic value=health>Health</button></form>", "not declared")]
    [InlineData("</form><form method=post target=_blank></form>", "another window")]
    public void AButtonOrAForm_ThatGoesASideWay_IsFound(string html, string offence) => Assert.Contains(Fields(html), o => o.Contains(offence, StringComparison.Ordinal));

    [Theory, Rule("P5")]
    [InlineData("so that we can write to you.", "", "must say visibly: so that we can write to you.")]
    [InlineData("<p>For you", "<p hidden>For you", "must say visibly: the link.")]
    [InlineData(" (required)", "", "required or optional")]
    [InlineData("<label for=e>", "<label for=f>", "required or optional")]
    [InlineData("<label for=e>", "<label for=e hidden>", "required or optional")]
    [InlineData("Kept until", "For", "until when")]
    [InlineData("<details>", "<details open>", "closed <details>")]
    [InlineData("<details>", "<div>", "closed <details>")]
    [InlineData("Host Ltd", "partners", "must say in its <details>: Host Ltd")]
    [InlineData(", Art. 6 (1)(b) GDPR", "", "legal basis")]
    [InlineData("If you do not answer: no seat.", "", "not given")]
    [InlineData("id=\"n\"", "id=\"m\"", "not described")]
    [InlineData("id=\"n\"", "id=\"n\" hidden", "must say visibly")]
    public void AnExplanationThatLacksSomething_IsFound(string from, string to, string offence) =>
        Assert.Contains(Fields((Email + Note).Replace(from, to, StringComparison.Ordinal)), o => o.Contains(offence, StringComparison.Ordinal));

    [Theory, Rule("P1")]
    [InlineData("<input name=agree type=checkbox value=newsletter checked aria-describedby=n>")]
    [InlineData("<input name=email type=radio value=yes checked aria-describedby=n>")]
    [InlineData("<select name=email aria-describedby=n><option value=de>Germany</select>")]
    [InlineData("<select name=email aria-describedby=n><option value=''>none<option value=de selected>Germany</select>")]
    public void AChoiceMadeInAdvance_IsFound_UnlessSomebodyMadeIt(string html)
    {
        Assert.Contains(Fields(html + Note), o => o.Contains("in advance", StringComparison.Ordinal));
        Assert.DoesNotContain(Fields(html + Note, isUntouched: false), o => o.Contains("in advance", StringComparison.Ordinal));
    }

    [Theory, Rule("P18")]
    [InlineData("<input name=email aria-describedby=n>")]
    [InlineData("<input type=email name=q>")]
    [InlineData("<textarea name=q></textarea>")]
    [InlineData("<input name=q>")]
    [InlineData("<input name=topic>")]
    [InlineData("<input type=hidden name=topic value=health>")]
    public void AFormThatPutsAnswersIntoTheAddress_IsFound(string html) =>
        Assert.Contains(Fields($"</form><form>{html}</form>{Note}"), o => o.Contains("into the address", StringComparison.Ordinal));

    [Theory, Rule("P18"), Rule("S1")]
    [InlineData("<img src=https://cdn.example.com/a.png>")]
    [InlineData("<img srcset='/a.png 1x, //cdn.example.com/b.png 2x'>")]
    [InlineData("<script src=//cdn.example.com/a.js></script>")]
    [InlineData("<link rel=stylesheet href=https://fonts.example.com/css>")]
    [InlineData("<link rel=preconnect href=https://fonts.example.com>")]
    [InlineData("<iframe src=https://video.example.com/1></iframe>")]
    [InlineData("<form action=https://crm.example.com/leads></form>")]
    [InlineData("<a href=/ ping=https://count.example.com>home</a>")]
    [InlineData("<img src=http://www.example.org/a.png>")]
    [InlineData("<script>track()</script>")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<p style='color: red'>")]
    [InlineData("<p onclick='track()'>")]
    [InlineData("<a href='javascript:track()'>more</a>")]
    [InlineData("<meta http-equiv=refresh content='0; url=/'>")]
    public void WhatLoadsFromElsewhere_OrRunsFromInside_IsFound(string html) => Assert.NotEmpty(LoadGuard.Offences(Parsed(html), _site));

    [Theory]
    [InlineData("<a href=https://aufsicht.example>the authority</a><img src=/a.png><img src='data:image/png;base64,AA'>")]
    [InlineData("<link rel=canonical href=https://www.example.org/de><link rel=stylesheet href=/site.css?v=1>")]
    [InlineData("<script type=application/ld+json>{}</script><script src=/form.js></script><form method=post action=/de/newsletter></form>")]
    public void WhatStaysInTheHouse_IsFine(string html) => Assert.Empty(LoadGuard.Offences(Parsed(html), _site));

    [Theory, Rule("P18")]
    [InlineData("@import \"https://fonts.example.com/css\";", 1)]
    [InlineData("p { background: url(//cdn.example.com/a.png) }", 1)]
    [InlineData("p { background: url('/a.png') } q { background: url(data:image/png;base64,AA) }", 0)]
    public void AStyleSheetThatLoadsFromElsewhere_IsFound(string css, int offences) => Assert.Equal(offences, LoadGuard.InStyles(css).Count());

    private static List<string> Fields(string html, bool isUntouched = true) =>
        [.. Guard.Offences(Parsed($"<form method=post action=/de/newsletter><input type=hidden name=notice value=abc>{html}</form>"), hash => hash == "abc" ? _declared : null, isUntouched)];

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument($"<!DOCTYPE html><title>x</title><body>{html}");
}
