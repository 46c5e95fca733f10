using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Site.Data;

/// <summary>An instant as UTC <see cref="DateTime"/>: SQLite cannot order <see cref="DateTimeOffset"/>.</summary>
public sealed class InstantConverter() : ValueConverter<Instant, DateTime>(
    instant => instant.ToDateTimeUtc(),
    stored => Instant.FromDateTimeUtc(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

/// <summary>A wall-clock time; its zone stands in a column of its own.</summary>
public sealed class LocalDateTimeConverter() : ValueConverter<LocalDateTime, DateTime>(
    local => local.ToDateTimeUnspecified(),
    stored => LocalDateTime.FromDateTime(stored));
