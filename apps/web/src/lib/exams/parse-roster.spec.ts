import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoster } from './parse-roster.js';

const ann = { name: 'Ann Lee', email: 'ann@example.org' };

describe('parseRoster', () => {
  it.each([
    ['a comma', 'Ann Lee, ann@example.org'],
    ['a tab, as spreadsheets paste it', 'Ann Lee\tann@example.org'],
    ['a semicolon', 'Ann Lee;ann@example.org'],
    ['the address first', 'ann@example.org, Ann Lee'],
    ['brackets', 'Ann Lee <ann@example.org>'],
    ['brackets and a comma after, as mail programs copy it', '"Ann Lee" <ann@example.org>,'],
    ['quotes', '"Ann Lee","ann@example.org"'],
    ['spaces and capitals', '   Ann Lee ,  ANN@Example.org  '],
  ])('reads a line with %s', (_, line) => {
    expect(parseRoster(line)).toEqual({ people: [ann], problems: [] });
  });

  it('keeps a comma inside a name', () => {
    expect(parseRoster('"Lee, Ann",ann@example.org').people).toEqual([{ name: 'Lee, Ann', email: 'ann@example.org' }]);
    expect(parseRoster('Lee, Ann, ann@example.org').people).toEqual([{ name: 'Lee, Ann', email: 'ann@example.org' }]);
  });

  it('passes over headings and empty lines but counts them', () => {
    const { people, problems } = parseRoster('Name, E-mail\n\nAnn Lee, ann@example.org\n  \nBo\n');
    expect(people).toEqual([ann]);
    expect(problems).toEqual([{ line: 5, text: 'Bo', message: expect.stringContaining('no e-mail') as string }]);
  });

  it.each([
    ['ann@example.org', 'name is missing'],
    ['Ann Lee, ann@', 'Enter an e-mail address'],
    ['Ann, a@b.org, c@d.org', 'two e-mail addresses'],
    [`${'x'.repeat(121)}, ann@example.org`, '120 characters'],
  ])('says what to change about %j', (line, message) => {
    const { people, problems } = parseRoster(line);
    expect(people).toEqual([]);
    expect(problems[0]?.message).toContain(message);
  });

  it('names the same address only once, whatever its capitals', () => {
    const { people, problems } = parseRoster('Ann Lee, ann@example.org\nAnn, ANN@example.org');
    expect(people).toEqual([ann]);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('twice') as string }]);
    expect(parseRoster('Ann Lee, Ann@example.org', new Set(['ann@example.org'])).problems[0]?.message).toContain('already');
  });

  it('never throws, and each line is a person, a problem or empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'B', '@', '.', ',', ';', '\t', '"', '<', '>', ' ', 'é', '\u0000') })),
        (lines) => {
          const { people, problems } = parseRoster(lines.join('\n'));
          const filled = lines.filter((line) => line.trim() !== '').length;
          expect(people.length + problems.length).toBe(filled);
          expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
        },
      ),
    );
  });

  it('finds everybody again in a well-formed list, with any separator and line end', () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ž][A-Za-zÀ-ž' -]{0,40}[A-Za-zÀ-ž]$/).filter((text) => !/e-?mail/i.test(text));
    const email = fc
      .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/), fc.stringMatching(/^[a-z][a-z0-9]{1,10}$/))
      .map(([user, host]) => `${user}@${host}.org`);
    const people = fc.uniqueArray(fc.record({ name, email }), { selector: (person) => person.email, maxLength: 30 });
    fc.assert(
      fc.property(people, fc.constantFrom(', ', '\t', ';'), fc.constantFrom('\n', '\r\n', '\n\n'), (list, separator, end) => {
        const text = list.map((person) => `${person.name}${separator}${person.email}`).join(end);
        expect(parseRoster(text)).toEqual({ people: list, problems: [] });
      }),
    );
  });
});
