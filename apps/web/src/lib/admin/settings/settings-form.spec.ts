import { DEFAULT_SETTINGS, installationSettingsSchema } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { errorUnder, toForm, toSettings } from './settings-form.ts';

describe('the form of the settings', () => {
  it('gives back what it was given', () => {
    const settings = { ...DEFAULT_SETTINGS, monitor: { recipients: ['a@example.org', 'b@example.org'], tolerance: 0.4 } };
    expect(installationSettingsSchema.parse(toSettings(toForm(settings)))).toEqual(settings);
  });

  it('takes addresses however they are parted, each once', () => {
    const form = toForm(DEFAULT_SETTINGS);
    form.monitor.recipients = ' a@example.org, b@example.org;\n\na@example.org\n';
    expect(toSettings(form)).toMatchObject({ monitor: { recipients: ['a@example.org', 'b@example.org'] } });
  });

  it('does not take an empty number for nothing', () => {
    const form = toForm(DEFAULT_SETTINGS);
    form.files.maxGib = null;
    const parsed = installationSettingsSchema.safeParse(toSettings(form));
    expect(parsed.error?.issues[0]?.path).toEqual(['files', 'maxBytes']);
  });

  it('finds what is wrong with one of many lines', () => {
    expect(errorUnder({ 'monitor.recipients.1': 'Enter an e-mail address.' }, 'monitor.recipients')).toBe('Enter an e-mail address.');
    expect(errorUnder({ 'monitor.tolerance': 'At most 0.6.' }, 'monitor.recipients')).toBeUndefined();
  });
});
