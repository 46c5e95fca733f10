using System.Globalization;
using Bench.Mail;

// sink: a mail server that takes everything; says its port, and then answers what it is asked on its standard input.
// bare PORT CONNECTIONS FILE: sends the letter in the file as often as the standard input says.
switch (args)
{
    case ["sink"]:
        await new Sink().Run();
        return 0;
    case ["bare", var port, var connections, var file]:
        await new Loop(Number(port), Number(connections), file).Run();
        return 0;
    default:
        Console.Error.WriteLine("sink | bare PORT CONNECTIONS FILE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
