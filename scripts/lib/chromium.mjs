import { existsSync } from 'node:fs';
import { capture, step } from './run.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const find = (env) => [env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');

/**
 * Looks for Chromium, and as root on Debian or Ubuntu installs it after saying so.
 * @returns {Promise<boolean>} whether there is one
 */
export async function ensureChromium(cwd, env) {
  if (find(env)) return true;
  if (!canInstall()) return false;
  console.log('• The browser tests need Chromium, which is missing; it is installed now from the distribution (apt-get install chromium).');
  const options = { cwd, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  await capture('apt-get', ['update', '-qq'], options);
  await step('Installing Chromium', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    ...options,
    hint: 'Install it yourself: apt-get install chromium',
  }).catch((error) => console.error(error.message));
  return find(env) !== undefined;
}

export const howToGet =
  'Install Chromium (Debian and Ubuntu: sudo apt-get install chromium; macOS: Google Chrome), or set CHROMIUM_PATH to one, and run npm test again.';
