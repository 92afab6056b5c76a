import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin, finish, hashOf, isDone } from './marker.mjs';
import { withLock } from './lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-launch-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('markers', () => {
  it('hold for the inputs they were written for, until work begins again', () => {
    const marker = join(folder, 'deep', 'done');
    expect(isDone(marker, 'a')).toBe(false);
    finish(marker, 'a');
    expect(isDone(marker, 'a')).toBe(true);
    expect(isDone(marker, 'b')).toBe(false);
    begin(marker);
    expect(isDone(marker, 'a')).toBe(false);
  });

  it('hash names and contents, and neither tests nor what is generated', () => {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'a.ts'), 'one');
    const first = hashOf(folder, ['src']);
    writeFileSync(join(folder, 'src', 'a.spec.ts'), 'a test');
    mkdirSync(join(folder, 'src', 'dist'));
    writeFileSync(join(folder, 'src', 'dist', 'a.js'), 'made');
    expect(hashOf(folder, ['src'])).toBe(first);
    writeFileSync(join(folder, 'src', 'a.ts'), 'two');
    expect(hashOf(folder, ['src'])).not.toBe(first);
    writeFileSync(join(folder, 'src', 'a.ts'), 'one');
    expect(hashOf(folder, ['src'])).toBe(first);
    expect(hashOf(folder, ['src'], ['other node'])).not.toBe(first);
  });
});

describe('withLock', () => {
  it('takes over the lock of a command that was killed, and leaves none behind', async () => {
    const lock = join(folder, 'lock');
    // No process has this number: it is above what the kernel gives out.
    writeFileSync(lock, '4194305');
    expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
    expect(await withLock(lock, () => Promise.resolve('again'))).toBe('again');
  });

  it('frees the lock when the work fails', async () => {
    const lock = join(folder, 'lock');
    await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withLock(lock, () => Promise.resolve('next'))).toBe('next');
  });
});
