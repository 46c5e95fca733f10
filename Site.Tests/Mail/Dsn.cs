using System.Text;

namespace Site.Tests.Mail;

/// <summary>Messages as mail servers send them back [RFC 3464], and as those look who only pretend.</summary>
internal static class Dsn
{
    /// <param name="to">The address it comes back to.</param>
    /// <param name="action">failed, delayed, delivered.</param>
    /// <param name="original">Whom the letter was addressed to, as the server says it; null for a server that does not.</param>
    internal static byte[] Report(string to, string action = "failed", string status = "5.1.1", string? original = null, string final = "alice@elsewhere.example", string more = "") => Bytes($"""
        Return-Path: <>
        From: Mail Delivery System <mailer-daemon@mx.example>
        To: {to}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        {more}MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

        --=_b
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --=_b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        Arrival-Date: Mon, 2 Mar 2026 09:00:00 +0000

        {(original is null ? "" : $"Original-Recipient: rfc822;{original}\n")}Final-Recipient: rfc822; {final}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 {status} <{final}> said no

        --=_b
        Content-Type: text/rfc822-headers

        Subject: Bitte

        --=_b--

        """);

    /// <summary>An out-of-office note.</summary>
    internal static byte[] Away(string to) => Bytes($"""
        From: alice@beispiel.example
        To: {to}
        Subject: Bin im Urlaub
        Auto-Submitted: auto-replied
        Content-Type: text/plain

        Action: failed
        Status: 5.1.1

        """);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
