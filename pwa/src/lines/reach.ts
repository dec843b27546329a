/** Finds addresses, numbers and links in a line, and takes them out. */

export interface Reach {
  emails: string[];
  phones: string[];
  links: string[];
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@])/gu;
const LINK =
  /(?:https?:\/\/|(?<![\p{L}\p{N}@./-])www\.|(?<![\p{L}\p{N}@./-])(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,12}(?=\/))[^\s<>"|\p{Script=Han}]{1,2000}/giu;
const PHONE = /(?<![\p{L}\p{N}.:/@+-]|\p{N},)(?:\+ ?)?\(?\d[\d ()./-]{5,22}\d(?![\p{L}\p{N}:@])/gu;

const YEARS = /^(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$/u;
const DATE = /^(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{2}|\d{4})|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/u;

/** Whether digits are a phone number, and not a date or an amount. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/gu, '').length;
  if (digits < 7 || digits > 15 || YEARS.test(text) || DATE.test(text)) return false;
  return (
    /^[+(0]/u.test(text) ||
    digits >= 10 ||
    /^(?:\d{3}[-. ]\d{4}|\d{3}( ?)\d{3}\1\d{3}(?<!000))$/u.test(text)
  );
}

/** The first of the marks that stand for what was taken out, so that its place is known. */
const FIRST = 0xe000;
const MOST = 60;
export const MARK = /[\ue000-\ue03b]/gu;

export interface Taken {
  /** The text with a mark for each thing taken out. */
  text: string;
  /** Returns what the marks in a part of the text stand for. */
  of: (part: string) => Reach;
}

/** Takes addresses, numbers and links out of a line. Takes linear time. */
export function takeReach(line: string): Taken {
  const found: [keyof Reach, string][] = [];
  const take = (kind: keyof Reach, value: string): string =>
    found.length < MOST ? String.fromCharCode(FIRST + found.push([kind, value]) - 1) : value;
  let text = line.replace(MARK, ' ');
  if (text.includes('@')) text = text.replace(EMAIL, (each) => take('emails', each));
  if (/\/|www\./iu.test(text))
    text = text.replace(LINK, (each) => {
      const link = each.replace(/[.,;:!?)\]'’]{1,9}$/u, '');
      return (
        take('links', /^https?:/iu.test(link) ? link : `https://${link}`) + each.slice(link.length)
      );
    });
  text = text.replace(PHONE, (each) => {
    if (!isPhone(each)) return each;
    const open = each.startsWith('(') && !each.includes(')') ? 1 : 0;
    return each.slice(0, open) + take('phones', each.slice(open));
  });
  return {
    text,
    of: (part) => {
      const reach: Reach = { emails: [], phones: [], links: [] };
      for (const [mark] of part.matchAll(MARK)) {
        const [kind, value] = found[mark.charCodeAt(0) - FIRST] ?? [];
        if (kind && value && !reach[kind].includes(value)) reach[kind].push(value);
      }
      return reach;
    },
  };
}
