const plural = new Intl.PluralRules('en');

/** A number with the noun that it counts. */
export function count(n: number, one: string, other: string): string {
  return `${n.toLocaleString('en')} ${plural.select(n) === 'one' ? one : other}`;
}
