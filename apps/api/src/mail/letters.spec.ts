import fc from 'fast-check';
import { MAIL_KINDS, type MailKind } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { letterOf } from './letters.js';
import type { MailContent } from './mail-content.js';
import { escapeHtml, renderLetter } from './render-letter.js';

const PUBLIC = 'https://exams.example.org';
const at = new Date('2026-11-21T17:05:00Z');
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)> &amp; 'quoted'`;

const ODD = ['<', '>', '"', "'", '&', '\r', '\n', '\0', '\u2028', '\u202e', 'https://evil.example/', 'javascript:'];

/** One of each kind, with `value` wherever somebody else chooses the words. */
const one = (value: string): { [K in MailKind]: Extract<MailContent, { kind: K }> } => ({
  'confirm-address': { kind: 'confirm-address', link: '/confirm#t' },
  'already-registered': { kind: 'already-registered', signInLink: '/login', resetLink: `${PUBLIC}/reset` },
  'reset-password': { kind: 'reset-password', link: '/reset#t' },
  'password-changed': { kind: 'password-changed', at, device: value },
  'address-changed': { kind: 'address-changed', newAddress: value },
  'new-device': { kind: 'new-device', at, device: value, address: value, sessionsLink: '/account/sessions' },
  'second-factor-changed': { kind: 'second-factor-changed', what: 'totp-on', at },
  'face-verified': { kind: 'face-verified', at, device: value },
  'face-denied': { kind: 'face-denied', at, device: value, reason: value },
  'unknown-face': { kind: 'unknown-face', at, monitorLink: '/monitor' },
  'file-shared': { kind: 'file-shared', fileName: value, by: value, link: '/files' },
  'roster-invitation': { kind: 'roster-invitation', examTitle: value, opensAt: at, link: '/invite#t' },
  'account-closed': { kind: 'account-closed', at },
  'account-reopened': { kind: 'account-reopened', at },
  'enrolment-reset': { kind: 'enrolment-reset', at, reason: value },
});
const written = (mail: MailContent) => renderLetter(letterOf(mail), PUBLIC, undefined, false);

/** Tags and attributes of a page, without what stands between them. */
const skeleton = (html: string): string[] => (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));

describe('mails', () => {
  it.each(MAIL_KINDS)('%s says the same in text and HTML, with the next step', (kind) => {
    const { subject, text, html, link } = written(one('Ann')[kind]);
    expect(subject).not.toBe('');
    expect(html).toContain(`<h1`);
    for (const paragraph of letterOf(one('Ann')[kind]).paragraphs) expect(text).toContain(paragraph);
    if (link !== null) {
      expect(link.startsWith(`${PUBLIC}/`)).toBe(true);
      expect(text).toContain(link);
      expect(html).toContain(`href="${link}"`);
    }
    expect(text).toContain(`Sent by Invigil at ${PUBLIC}`);
    expect(text).not.toMatch(/undefined|NaN|Invalid Date|\[object/);
    expect(html).not.toMatch(/src="https?:|<script|url\(/);
  });

  it.each(MAIL_KINDS)('%s cannot be broken open by a name', (kind) => {
    const plain = written(one('Ann')[kind]);
    const hostile = written(one(HOSTILE)[kind]);
    expect(skeleton(hostile.html)).toEqual(skeleton(plain.html));
    expect(hostile.subject).not.toMatch(/[\r\n]/);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...ODD), fc.string())), (parts) => {
        const mail = written(one(`x${parts.join('')}`)[kind]);
        expect(skeleton(mail.html)).toEqual(skeleton(plain.html));
        expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('take no second line, no turned direction and no endless name into a subject', () => {
    const by = `Ann\r\nBcc: all@example.org\u202egpj.exe${'x'.repeat(1000)}`;
    const { subject } = written({ kind: 'file-shared', fileName: 'a', by, link: '/files' });
    expect(subject).toContain('Ann Bcc: all@example.org gpj.exe');
    expect(subject.length).toBeLessThan(230);
  });

  it('never link to anything but a page', () => {
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])
      expect(() => written({ kind: 'reset-password', link })).toThrow('cannot link');
  });

  it('say when in the time that all share', () => {
    expect(written({ kind: 'account-closed', at }).text).toContain('on 21 November 2026, 17:05 UTC');
  });

  it('attach a picture, or link to it', () => {
    const letter = letterOf(one('Ann')['unknown-face']);
    const picture = { jpeg: Uint8Array.of(0xff, 0xd8), link: '/monitor/alerts/7' };
    const linked = renderLetter(letter, PUBLIC, picture, false);
    expect(linked.picture).toBeNull();
    expect(linked.text).toContain(`${PUBLIC}/monitor/alerts/7`);
    expect(linked.html).toContain(`href="${PUBLIC}/monitor/alerts/7"`);
    expect(linked.html).not.toContain('<img');
    const attached = renderLetter(letter, PUBLIC, picture, true);
    expect(attached.picture).toBe('/9g=');
    expect(attached.html).toContain('src="cid:');
    expect(attached.text + attached.html).not.toContain('/monitor/alerts/7');
  });

  it('escape what HTML would read', () => {
    expect(escapeHtml(HOSTILE)).not.toMatch(/[<>"']/);
    expect(escapeHtml('a & b')).toBe('a &amp; b');
  });
});
