import { emailSchema, personNameSchema } from '@invigil/shared';

export interface RosterPerson {
  name: string;
  email: string;
}
export interface RosterProblem {
  /** Counted from 1, as in the text that was pasted. */
  line: number;
  text: string;
  message: string;
}
export interface ParsedRoster {
  people: RosterPerson[];
  problems: RosterProblem[];
}

/**
 * Reads a pasted list of people, one a line: `Ann Lee, ann@example.org`, also from a spreadsheet (tab), with `;`, in the other order,
 * with quotes, or as `Ann Lee <ann@example.org>`. Empty lines and a line of headings are passed over. Addresses come out in lower case.
 * @param known addresses in lower case that are on the roster already
 */
export function parseRoster(text: string, known: ReadonlySet<string> = new Set()): ParsedRoster {
  const people: RosterPerson[] = [];
  const problems: RosterProblem[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || (index === 0 && isHeading(line))) continue;
    const person = readLine(line);
    const message = typeof person === 'string' ? person : duplicate(person, seen, known);
    if (message !== null) problems.push({ line: index + 1, text: line.trim(), message });
    else if (typeof person !== 'string') {
      seen.add(person.email);
      people.push(person);
    }
  }
  return { people, problems };
}

const isHeading = (line: string): boolean => !line.includes('@') && /\be-?mail\b/i.test(line);

/** The person of one line, or what to change about it. */
function readLine(line: string): RosterPerson | string {
  const parts = splitLine(line).filter((part) => part !== '');
  const address = parts.findIndex((part) => part.includes('@'));
  if (address === -1) return 'There is no e-mail address. Write the name, a comma, and the address.';
  if (parts.filter((part) => part.includes('@')).length > 1) return 'There are two e-mail addresses. Give each person a line of their own.';
  const email = emailSchema.safeParse(parts[address]);
  if (!email.success) return email.error.issues[0]?.message ?? 'Check the e-mail address.';
  const name = personNameSchema.safeParse(parts.filter((_, index) => index !== address).join(', '));
  if (!name.success)
    return parts.length === 1
      ? 'The name is missing. Write the name, a comma, and the address.'
      : (name.error.issues[0]?.message ?? 'Check the name.');
  return { name: name.data, email: email.data };
}

function splitLine(line: string): string[] {
  const bracketed = /^(.*)<([^<>]*)>\s*[,;]?\s*$/.exec(line);
  if (bracketed) return [unquote(bracketed[1] ?? ''), (bracketed[2] ?? '').trim()];
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  const cells =
    separator === '\t' ? line.split('\t') : (line.match(separator === ';' ? /"(?:[^"]|"")*"|[^;]+/g : /"(?:[^"]|"")*"|[^,]+/g) ?? []);
  return cells.map(unquote);
}

const unquote = (cell: string): string => {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
};

function duplicate({ email }: RosterPerson, seen: ReadonlySet<string>, known: ReadonlySet<string>): string | null {
  if (seen.has(email)) return 'This address is in the list twice. Take one of the lines away.';
  return known.has(email) ? 'This address is on the roster already. Take the line away.' : null;
}
