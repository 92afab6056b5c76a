import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { v4 } from 'uuid';
import { requireObjectKey, type Area } from './object-key.js';
import { ObjectStore, type StoredObject } from './object-store.service.js';

/** Objects in a local folder. What was put is on the disk when `put` returns. */
export class LocalObjects extends ObjectStore {
  /** @param root the folder, made when it is first needed */
  constructor(private readonly root: string) {
    super();
  }

  /** Writes beside, flushes and renames, so that a crash leaves the whole object or none. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const beside = `${path}.${v4()}.part`;
    try {
      await writeFlushed(beside, bytes);
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await flushFolder(dirname(path));
  }

  async get(key: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(area: Area): AsyncGenerator<StoredObject> {
    const folders = await readdir(join(this.root, area)).catch(missingAsEmpty);
    for (const folder of folders) {
      for (const name of await readdir(join(this.root, area, folder)).catch(missingAsEmpty)) {
        const path = join(this.root, area, folder, name);
        yield { key: `${area}/${folder}/${name}`, writtenAt: () => stat(path).then(({ mtime }) => mtime, missingAsNull) };
      }
    }
  }

  async deletePart(key: string): Promise<void> {
    const whole = key.replace(/\.[0-9a-f-]{36}\.part$/, '');
    if (whole === key) throw new Error('not a half-written object');
    await rm(this.pathOf(whole) + key.slice(whole.length), { force: true });
  }

  private pathOf(key: string): string {
    return join(this.root, requireObjectKey(key));
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The rename itself is only durable once its folder is; Windows cannot open folders and does not need it. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isMissing = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'ENOENT';
const missingAsEmpty = (error: unknown): string[] => {
  if (isMissing(error)) return [];
  throw error;
};
const missingAsNull = (error: unknown): null => {
  if (isMissing(error)) return null;
  throw error;
};
