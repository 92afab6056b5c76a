import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readText } from './marker.mjs';

/** A pid can be given to another program after a reboot; where /proc tells, ask it. */
function holds(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const commandLine = readText(`/proc/${pid}/cmdline`);
  return commandLine === undefined || commandLine.includes('launch.js');
}

/**
 * Runs one installation or build at a time in this clone; a second one waits. A lock whose holder was killed is taken over.
 * @template T
 * @param {string} path lock file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const text = readText(path);
    const pid = Number(text);
    // An empty lock is one that is just being written.
    if (text && pid !== process.pid && !holds(pid)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) console.log('• Another command is installing or building in this clone; waiting for it …');
    told = true;
    await sleep(text ? 300 : 1000);
    if (text === '' && readText(path) === '') rmSync(path, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
