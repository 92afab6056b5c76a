import type { MonitorFace, MonitorFaceKind } from '@invigil/shared';

interface Words {
  /** Before the words, so that the colour never says it alone. */
  sign: string;
  label: string;
  tone: 'ok' | 'act' | 'look' | 'neutral';
}

const WORDS = {
  known: { sign: '✓', label: 'Known', tone: 'ok' },
  unknown: { sign: '?', label: 'Unknown', tone: 'act' },
  screen: { sign: '▭', label: 'Screen detected', tone: 'look' },
  unclear: { sign: '…', label: 'Looking', tone: 'neutral' },
} as const satisfies Record<MonitorFaceKind, Words>;

/** What stands at a face: `✓ Ann Lee · 83 %`, `? Unknown`, `▭ Screen detected · 71 %`. */
export function faceInWords({ kind, name = null, confidence = null }: Pick<MonitorFace, 'kind'> & Partial<MonitorFace>): string {
  const { sign, label } = WORDS[kind];
  const who = kind === 'known' ? (name ?? 'Known person') : label;
  return `${sign} ${who}${confidence === null ? '' : ` · ${String(confidence)} %`}`;
}

/** Whose faces are in view, for somebody who hears the page: `Ann Lee, 2 unknown faces`. */
export function viewInWords(faces: readonly Pick<MonitorFace, 'kind' | 'name'>[]): string {
  const known = faces.filter(({ kind }) => kind === 'known').map(({ name }) => name ?? 'a known person');
  const count = (kind: MonitorFaceKind): number => faces.filter((face) => face.kind === kind).length;
  const [unknown, screens] = [count('unknown'), count('screen')];
  const rest = [
    ...(unknown > 0 ? [unknown === 1 ? 'an unknown face' : `${String(unknown)} unknown faces`] : []),
    ...(screens > 0 ? ['a face on a screen'] : []),
  ];
  return [...known, ...rest].join(', ');
}
