using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Site.Tests.Support;

/// <summary>
/// Loggers that outlive their host. Hangfire keeps the factory of whichever host started last in a static and fails in all hosts of the
/// process once that one is disposed; so no host's factory ever is.
/// </summary>
internal static class StayingLoggers
{
    /// <summary>Replaces the host's factory by one that writes to its providers, at its levels, and stays.</summary>
    internal static IServiceCollection KeepLoggers(this IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(s => new Staying(
            new LoggerFactory(s.GetServices<ILoggerProvider>(), s.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>()))));

    private sealed class Staying(LoggerFactory factory) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

        public void Dispose()
        {
        }
    }
}
