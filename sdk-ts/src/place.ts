/**
 * Places in an order that always have room between them: texts over the digits 0-9, A-Z and a-z,
 * compared as texts. A place begins with a whole number, whose first letter says how many digits it
 * has; what follows is a fraction, which does not end in a zero. The same places as the server and
 * the `fractional-indexing` package of npm make.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ZERO = '0';
const SMALLEST = `A${ZERO.repeat(26)}`;

/** The first place of an empty list. */
export const FIRST_PLACE = 'a0';

/**
 * A place between two neighbours; null stands for an end of the list. Throws a `RangeError` where
 * the first is not the lower one.
 */
export function placeBetween(low: string | null, high: string | null): string {
  if (low === null) return high === null ? FIRST_PLACE : before(high);
  if (high === null) return after(low);
  if (low >= high) throw new RangeError(`${low} is not below ${high}`);
  return between(low, high);
}

function after(place: string): string {
  const whole = wholeOf(place);
  return increment(whole) ?? whole + middle(place.slice(whole.length), '');
}

function before(place: string): string {
  const whole = wholeOf(place);
  if (whole === SMALLEST) return whole + middle('', place.slice(whole.length));
  return whole.length < place.length ? whole : decrement(whole);
}

function between(low: string, high: string): string {
  const whole = wholeOf(low);
  if (whole === wholeOf(high)) {
    return whole + middle(low.slice(whole.length), high.slice(whole.length));
  }
  const next = increment(whole);
  return next !== null && next < high ? next : whole + middle(low.slice(whole.length), '');
}

function wholeOf(place: string): string {
  return place.slice(0, wholeLength(place.charAt(0)));
}

/** How many characters a whole number has that begins so. */
function wholeLength(head: string): number {
  if (head >= 'a' && head <= 'z') return head.charCodeAt(0) - 'a'.charCodeAt(0) + 2;
  if (head >= 'A' && head <= 'Z') return 'Z'.charCodeAt(0) - head.charCodeAt(0) + 2;
  throw new RangeError(`no place begins with ${head}`);
}

/** The fraction in the middle of two, where an empty high one is one. */
function middle(low: string, high: string): string {
  let same = 0;
  while (same < high.length && (low[same] ?? ZERO) === high[same]) same += 1;
  if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  const from = low === '' ? 0 : DIGITS.indexOf(low.charAt(0));
  const to = high === '' ? DIGITS.length : DIGITS.indexOf(high.charAt(0));
  if (to - from > 1) return DIGITS.charAt(Math.floor((from + to + 1) / 2));
  if (high.length > 1) return high.charAt(0);
  return DIGITS.charAt(from) + middle(low.slice(1), '');
}

/** The next whole number, or null after the last. */
function increment(whole: string): string | null {
  const digits = [...whole];
  for (let at = digits.length - 1; at > 0; at--) {
    const digit = DIGITS.indexOf(digits[at] as string) + 1;
    if (digit < DIGITS.length) {
      digits[at] = DIGITS.charAt(digit);
      return digits.join('');
    }
    digits[at] = ZERO;
  }
  const head = whole.charAt(0);
  if (head === 'Z') return FIRST_PLACE;
  if (head === 'z') return null;
  return filled(neighbour(head, 1), ZERO);
}

/** The whole number before; there is one, save before the smallest. */
function decrement(whole: string): string {
  const digits = [...whole];
  for (let at = digits.length - 1; at > 0; at--) {
    const digit = DIGITS.indexOf(digits[at] as string) - 1;
    if (digit >= 0) {
      digits[at] = DIGITS.charAt(digit);
      return digits.join('');
    }
    digits[at] = 'z';
  }
  const head = whole.charAt(0);
  return head === 'a' ? 'Zz' : filled(neighbour(head, -1), 'z');
}

function neighbour(letter: string, step: number): string {
  return String.fromCharCode(letter.charCodeAt(0) + step);
}

function filled(head: string, digit: string): string {
  return head + digit.repeat(wholeLength(head) - 1);
}
