import type { DeviceKind } from '@invigil/shared';

/** Browsers name each other in their user agents: the first that fits is the one. */
const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [pattern: RegExp, name: string, kind: DeviceKind][] = [
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'tablet'],
  [/\bAndroid\b.*\bMobile\b/, 'Android', 'phone'],
  [/\bAndroid\b/, 'Android', 'tablet'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS', 'computer'],
  [/\bLinux\b|\bX11\b/, 'Linux', 'computer'],
];

/**
 * A user agent as a person would say it: "Firefox on Windows", "Safari on iPhone", "A program (curl)".
 * It is what the device says of itself, so it names, and proves nothing.
 */
export function deviceInWords(userAgent: string): { words: string; kind: DeviceKind } {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent));
  if (browser && system) return { words: `${browser} on ${system[1]}`, kind: system[2] };
  if (userAgent.startsWith('Mozilla/'))
    return { words: browser ?? `A browser${system ? ` on ${system[1]}` : ''}`, kind: system?.[2] ?? 'computer' };
  const [program] = /^[A-Za-z][\w.-]{0,30}/.exec(userAgent) ?? [];
  return { words: program === undefined ? 'A program' : `A program (${program})`, kind: 'program' };
}
