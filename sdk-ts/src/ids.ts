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

/** A random id that sorts by the time at which it was made (UUIDv7). */
export function orderedId(now: number): string {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  const rest = randomId();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(15)}`;
}
