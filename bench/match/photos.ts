import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Photo {
  readonly file: string;
  /** Pairs are made within a set only. */
  readonly set: string;
  readonly person: string;
  /** Folder above the person's, where there is one. */
  readonly group: string | null;
  /** Frames of one video share it: they are not compared with each other. */
  readonly source: string;
}

/** Photos of people by name, or a list of pairs whose answer is known. */
export interface PhotoSet {
  readonly name: string;
  readonly photos: readonly Photo[];
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly same: boolean }[] | null;
}

const PHOTO = /\.(jpe?g|jfif|png|webp)$/i;
const VIDEO = /\.(mp4|webm|mov|mkv|avi|m4v)$/i;
/** Frames of one video that are looked at, at the most. */
const MOST_FRAMES = 20;

/** `anna-2`, `Anna_0002`, `anna (2)` and `anna` are anna. */
const nameOf = (file: string): string => path.parse(file).name.replace(/[-_ ]*\(?\d+\)?$/, '') || path.parse(file).name;

/** One frame a second of a video, as files in a folder of their own; none without ffmpeg. */
function framesOf(video: string, say: (line: string) => void): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-match-'));
  try {
    execFileSync('ffmpeg', ['-v', 'error', '-i', video, '-vf', 'fps=1', '-frames:v', String(MOST_FRAMES), path.join(folder, '%03d.png')]);
  } catch {
    say(`${video} was left out: ffmpeg is not installed, or could not read it.`);
  }
  return readdirSync(folder)
    .sort()
    .map((frame) => path.join(folder, frame));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const full = path.join(folder, name);
      return statSync(full).isDirectory() ? filesUnder(full) : [full];
    });
}

/** `anna-partial` is anna where there is an anna as well. */
function joinNames(photos: readonly Photo[]): Photo[] {
  const names = new Set(photos.map(({ person }) => person));
  return photos.map((photo) => {
    const shorter = [...names].find((name) => photo.person !== name && photo.person.startsWith(`${name}-`));
    return shorter === undefined ? photo : { ...photo, person: shorter };
  });
}

/** Every photo and video under a folder: `person-N.ext`, or a folder for each person, or a folder for each group with folders of people in it. */
export function readFolder(folder: string, skip: readonly string[], say: (line: string) => void): PhotoSet {
  const set = path.basename(path.resolve(folder));
  let skipped = 0;
  const photos = filesUnder(folder).flatMap((file): Photo[] => {
    if (!PHOTO.test(file) && !VIDEO.test(file)) return [];
    if (skip.some((prefix) => path.basename(file).startsWith(prefix))) {
      skipped += 1;
      return [];
    }
    const folders = path.relative(folder, path.dirname(file)).split(path.sep).filter(Boolean);
    const person = folders.length === 0 ? nameOf(file) : folders.slice(-2).join('/');
    const group = folders.length > 1 ? (folders[0] ?? null) : null;
    const stills = VIDEO.test(file) ? framesOf(file, say) : [file];
    return stills.map((still) => ({ file: still, set, person, group, source: file }));
  });
  if (skipped > 0) say(`${folder}: ${skipped} file(s) were left out because their names begin with ${skip.join(' or ')}.`);
  return { name: set, photos: joinNames(photos), pairs: null };
}

/** Lines `a,b,same` with the answer yes or no (true, false, 1, 0); files relative to the list's own folder or to `folder`. A first line of headings is passed over. */
export function readPairs(list: string, folder = path.dirname(list)): PhotoSet {
  const answers = new Map([
    ...['yes', 'true', '1'].map((word) => [word, true] as const),
    ...['no', 'false', '0'].map((word) => [word, false] as const),
  ]);
  const pairs = readFileSync(list, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line, number) => {
      const [a = '', b = '', answer = ''] = line.split(',').map((cell) => cell.trim());
      const same = answers.get(answer.toLowerCase());
      if (same === undefined && number === 0) return [];
      if (same === undefined) throw new Error(`${list}, line ${number + 1}: write a,b,same with yes or no in the third place.`);
      return [{ a: path.resolve(folder, a), b: path.resolve(folder, b), same }];
    });
  const set = path.basename(list);
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  return { name: set, photos: files.map((file) => ({ file, set, person: file, group: null, source: file })), pairs };
}
