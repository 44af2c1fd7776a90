/** A random id (UUIDv4), also where `crypto.randomUUID` is withheld: in pages without TLS. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 12, 16, 20]
    .map((end, nth) => hex.slice(nth === 0 ? 0 : end - 4, end))
    .concat(hex.slice(20))
    .join('-');
}
