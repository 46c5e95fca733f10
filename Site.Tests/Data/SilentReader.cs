using System.Collections;
using System.Data.Common;

namespace Site.Tests.Data;

/// <summary>So many rows, all alike but for their keys, of the columns that the statement names: null where null is asked about.</summary>
internal sealed class SilentReader(int rows, string statement) : DbDataReader
{
    private static readonly DateTime _moment = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
    private static long _key;

    private readonly Lazy<IReadOnlyList<string>> _columns = new(() => Sql.Columns(statement));
    private int _read;

    public override int Depth => 0;

    public override int FieldCount => _columns.Value.Count;

    public override bool HasRows => rows > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => 1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => DBNull.Value;

    public override bool Read() => _read++ < rows;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => true;

    public override bool GetBoolean(int ordinal) => true;

    public override byte GetByte(int ordinal) => 1;

    public override char GetChar(int ordinal) => 'x';

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => 1;

    public override long GetInt64(int ordinal) => Interlocked.Increment(ref _key);

    public override float GetFloat(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override decimal GetDecimal(int ordinal) => 1;

    public override DateTime GetDateTime(int ordinal) => _moment;

    public override Guid GetGuid(int ordinal) => Guid.NewGuid();

    public override string GetString(int ordinal) => "";

    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(byte[]) ? (T)(object)new byte[32]
        : typeof(T) == typeof(DateTimeOffset) ? (T)(object)new DateTimeOffset(_moment)
        : throw new NotSupportedException($"SilentReader has no {typeof(T)}.");

    public override object GetValue(int ordinal) => DBNull.Value;

    public override int GetValues(object[] values) => 0;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override string GetDataTypeName(int ordinal) => "none";

    public override Type GetFieldType(int ordinal) => typeof(object);

    public override string GetName(int ordinal) => _columns.Value[ordinal];

    public override int GetOrdinal(string name) => _columns.Value.Index().First(c => Sql.Same(c.Item, name)).Index;

    public override IEnumerator GetEnumerator() => Enumerable.Empty<object>().GetEnumerator();
}
