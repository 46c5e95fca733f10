namespace Site.Tests.Declarations;

/// <summary>Addresses as typed and as they may have been meant, for the rule on the server and for the same rule in the script.</summary>
internal static class Slips
{
    internal static readonly (string Typed, string? Meant)[] Table =
    [
        ("alice@gmial.com", "alice@gmail.com"),
        ("alice@gmail.con", "alice@gmail.com"),
        ("alice@gmail.co", "alice@gmail.com"),
        ("alice@gmial.con", "alice@gmail.com"),
        ("alice@gmaill.com", "alice@gmail.com"),
        ("alice@gnail.com", "alice@gmail.com"),
        ("alice@gmai.com", "alice@gmail.com"),
        ("alice@hotmial.com", "alice@hotmail.com"),
        ("alice@web.ed", "alice@web.de"),
        ("alice@wbe.de", "alice@web.de"),
        ("alice@gmx.dee", "alice@gmx.de"),
        ("alice@gxm.net", "alice@gmx.net"),
        ("alice@t-online.d", "alice@t-online.de"),
        ("alice@tonline.de", "alice@t-online.de"),
        ("alice@yaho.de", "alice@yahoo.de"),
        ("alice@outlok.com", "alice@outlook.com"),
        ("Alice+Tag@GMIAL.com ", "Alice+Tag@gmail.com"),
        ("a@b@gmial.com", "a@b@gmail.com"),

        // Known, or like none of the list: nobody is asked.
        ("alice@gmail.com", null),
        ("alice@GMX.de", null),
        ("alice@mail.com", null),
        ("alice@email.com", null),
        ("alice@ymail.com", null),
        ("alice@small.com", null),
        ("alice@wegwarte.example", null),
        ("alice@wen.de", null),
        ("alice@webb.de", null),
        ("alice@gmc.de", null),
        ("alice@yahoo.fr", null),
        ("alice@outlook.be", null),
        ("alice@gmail", null),
        ("gmial.com", null),
        ("@gmial.com", null),
        ("alice muster@gmial.com", null),
        ("", null),
    ];
}
