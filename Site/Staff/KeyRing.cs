using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Site.Staff;

/// <summary>Seals the data-protection keys before they are stored: a key store of one's own turns the framework's encryption off (rule S9).</summary>
internal sealed class KeyRingEncryptor(Seal seal) : IXmlEncryptor
{
    internal const string Purpose = "data-protection-keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = seal.Close(Purpose, "", Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(KeyRingDecryptor));
    }
}

/// <summary>Opens what <see cref="KeyRingEncryptor"/> sealed. Data protection makes it by the type name stored with the key.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = services.GetRequiredService<Seal>().Open(KeyRingEncryptor.Purpose, "", Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(bytes));
    }
}
