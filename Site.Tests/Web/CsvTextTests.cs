using System.Text;
using Site.Tests.Support;
using Site.Web;

namespace Site.Tests.Web;

public sealed class CsvTextTests
{
    [Theory, Rule("S7")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+cmd", "'+1+cmd")]
    [InlineData("+49-30", "'+49-30")]
    [InlineData("+49/30", "'+49/30")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    public void AFormula_IsDefused(string value, string cell) => Assert.Equal(cell, CsvText.Cell(value));

    [Theory, Rule("S7")]
    [InlineData("+49 30 0000 0000")]
    [InlineData("+49 (30) 1234")]
    [InlineData("a=b")]
    [InlineData("")]
    public void WhatIsNone_StaysAsItIs(string value) => Assert.Equal(value, CsvText.Cell(value));

    [Fact]
    public void ATable_IsWrittenAsRfc4180Says_WithAByteOrderMark()
    {
        var bytes = CsvText.Write([["Zweck", "a,b"], ["Größe", "zwei\nZeilen"], ["sagt \"ja\"", "x;y"]]);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal("Zweck,\"a,b\"\r\nGröße,\"zwei\nZeilen\"\r\n\"sagt \"\"ja\"\"\",\"x;y\"\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }
}
