namespace Site.Data;

/// <summary>A file that at most one holder in all processes of this machine has open; the system lets go of it when a process dies.</summary>
internal static class Alone
{
    private const int MostAttempts = 1500;

    /// <summary>Opens the file, made for its owner only if missing, and waits up to half a minute for whoever holds it.</summary>
    /// <exception cref="IOException">It was held all that time.</exception>
    internal static FileStream Open(string file)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(file, OwnerOnly());
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(file))
            {
                Thread.Sleep(20);
            }
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
