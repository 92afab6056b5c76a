import { existsSync, readFileSync } from 'node:fs';

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** After a reboot the pid in the file may be anyone's; where /proc tells, ask it. */
export const isPostgres = (pid: number): boolean => {
  const commandLine = readText(`/proc/${String(pid)}/cmdline`);
  return commandLine === '' ? !existsSync('/proc/self/cmdline') : commandLine.includes('postgres');
};

export const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
