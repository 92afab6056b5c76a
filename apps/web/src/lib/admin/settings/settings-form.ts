import type { InstallationSettings } from '@invigil/shared';

const GIB = 1024 ** 3;

/** The settings as their page's fields hold them. */
export interface SettingsForm extends Omit<InstallationSettings, 'monitor' | 'files'> {
  monitor: { /** One address a line. */ recipients: string; tolerance: number };
  /** Gibibytes; null while a field is empty. */
  files: { maxGib: number | null; quotaGib: number | null };
}

export function toForm({ monitor, files, ...rest }: InstallationSettings): SettingsForm {
  return {
    ...rest,
    monitor: { recipients: monitor.recipients.join('\n'), tolerance: monitor.tolerance },
    files: { maxGib: files.maxBytes / GIB, quotaGib: files.quotaBytes / GIB },
  };
}

/** What the server takes, still to be checked: an empty number stays empty. */
export function toSettings({ monitor, files, ...rest }: SettingsForm): unknown {
  const recipients = monitor.recipients
    .split(/[\s,;]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const bytes = (gib: number | null | undefined): number | null => (gib === null || gib === undefined ? null : Math.round(gib * GIB));
  return {
    ...rest,
    monitor: { recipients: [...new Set(recipients)], tolerance: monitor.tolerance },
    files: { maxBytes: bytes(files.maxGib), quotaBytes: bytes(files.quotaGib) },
  };
}

/** The first thing that is wrong with a field or a line of it. */
export function errorUnder(errors: Record<string, string | undefined>, path: string): string | undefined {
  return errors[path] ?? Object.entries(errors).find(([key]) => key.startsWith(`${path}.`))?.[1];
}
