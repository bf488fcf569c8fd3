/** A version 4 UUID (RFC 9562 section 5.4) from 16 random bytes. */
export function uuidFrom(bytes: Buffer): string {
  const b = Buffer.from(bytes);
  b.writeUInt8((b.readUInt8(6) & 0x0f) | 0x40, 6);
  b.writeUInt8((b.readUInt8(8) & 0x3f) | 0x80, 8);
  return b.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
