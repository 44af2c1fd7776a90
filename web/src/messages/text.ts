/** A message is text; this finds the few things in it that are shown otherwise. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string }
  | { kind: 'block'; text: string };

const BLOCK = /```(?:[\w+-]*\n)?([\s\S]+?)```/g;
const CODE = /`([^`\n]+)`/g;
const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"']+/gi;
const TRAILING = /[.,;:!?»”’]+$/;

export function pieces(content: string): Piece[] {
  return split(content, BLOCK, blockOf, (rest) =>
    split(rest, CODE, codeOf, (plain) => split(plain, LINK, linkOf, textOf)),
  );
}

/** The first words of a message on one line, for lists and quotes. */
export function gist(content: string): string {
  return content.replaceAll('```', '').replace(/\s+/g, ' ').trim().slice(0, 200);
}

function split(
  text: string,
  pattern: RegExp,
  found: (match: RegExpMatchArray) => Piece[],
  rest: (text: string) => Piece[],
): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    out.push(...rest(text.slice(from, match.index)), ...found(match));
    from = match.index + match[0].length;
  }
  out.push(...rest(text.slice(from)));
  return out;
}

function blockOf(match: RegExpMatchArray): Piece[] {
  return [{ kind: 'block', text: (match[1] ?? '').replace(/\n$/, '') }];
}

function codeOf(match: RegExpMatchArray): Piece[] {
  return [{ kind: 'code', text: match[1] ?? '' }];
}

function linkOf(match: RegExpMatchArray): Piece[] {
  const { link, after } = trimmed(match[0]);
  if (!safe(link)) return textOf(match[0]);
  return [{ kind: 'link', text: link, href: link }, ...textOf(after)];
}

/** Punctuation that ends the sentence is not part of the link, nor a bracket that opened before. */
function trimmed(raw: string): { link: string; after: string } {
  let link = raw.replace(TRAILING, '');
  while (/[)\]}]$/.test(link) && count(link, ')]}') > count(link, '([{')) link = link.slice(0, -1);
  link = link.replace(TRAILING, '');
  return { link, after: raw.slice(link.length) };
}

function count(text: string, letters: string): number {
  return [...text].filter((letter) => letters.includes(letter)).length;
}

function safe(link: string): boolean {
  try {
    const { protocol, username } = new URL(link);
    const known = protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:';
    return known && username === '';
  } catch {
    return false;
  }
}

function textOf(text: string): Piece[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}
