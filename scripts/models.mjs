// Puts the model files in place: copies them from the installed packages into models/ and checks every byte. Plain JavaScript, since it runs before anything is built.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NETS = ['tiny_face_detector', 'face_landmark_68', 'face_recognition', 'ssd_mobilenetv1'];
const WASM = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

/** Where each file comes from: its path under models/, the package, and its path inside the package. */
const SOURCES = [
  ...NETS.flatMap((net) => [`${net}_model-weights_manifest.json`, `${net}_model.bin`]).map((name) => ({
    file: name,
    package: '@vladmandic/face-api',
    from: `model/${name}`,
  })),
  ...WASM.map((name) => ({ file: `wasm/${name}`, package: '@tensorflow/tfjs-backend-wasm', from: `dist/${name}` })),
];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @returns {Promise<Buffer | null>} the file's bytes, or null when it is not there */
async function readIfThere(file) {
  try {
    return await readFile(file);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** @returns {Promise<string>} the folder in which a package is installed */
async function packageFolder(root, name) {
  const require = createRequire(path.join(root, 'libs/biometrics/package.json'));
  const folder = (require.resolve.paths(name) ?? []).map((base) => path.join(base, name));
  for (const candidate of folder) if (await readIfThere(path.join(candidate, 'package.json'))) return candidate;
  throw new Error(`The package ${name} is not installed; run "npm ci" and try again.`);
}

/**
 * Puts every file of models/manifest.json in place. Files that are there already are only checked.
 * @param {{ root: string, log?: (line: string) => void }} options `root` is the repository's folder.
 * @returns {Promise<{ copied: number, checked: number }>}
 * @throws Error with one sentence that says what to do, when a file in place or in its package is not the one that the manifest names.
 */
export async function placeModels({ root, log = () => {} }) {
  const folder = path.join(root, 'models');
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  let copied = 0;
  for (const entry of manifest.files) {
    const target = path.join(folder, entry.file);
    const present = await readIfThere(target);
    if (present !== null) {
      if (sha256(present) !== entry.sha256) {
        throw new Error(
          `The model file models/${entry.file} has been changed: delete it and start again to have it replaced from ${entry.package}.`,
        );
      }
      continue;
    }
    const source = path.join(await packageFolder(root, entry.package), entry.from);
    const bytes = await readIfThere(source);
    if (bytes === null || sha256(bytes) !== entry.sha256) {
      throw new Error(
        `The installed package ${entry.package} does not hold the ${entry.from} of version ${entry.version}: delete node_modules/${entry.package} and run "npm ci".`,
      );
    }
    await mkdir(path.dirname(target), { recursive: true });
    // under another name first, so that a broken-off copy is never taken for the file
    await copyFile(source, `${target}.partial`);
    await rename(`${target}.partial`, target);
    copied += 1;
  }
  if (copied > 0) log(`Put ${copied} model files in place`);
  return { copied, checked: manifest.files.length };
}

/** Writes models/manifest.json anew from what is installed, for whoever takes a newer package. */
async function writeManifest(root) {
  const files = [];
  for (const source of SOURCES) {
    const folder = await packageFolder(root, source.package);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const bytes = await readFile(path.join(folder, source.from));
    files.push({
      file: source.file,
      package: source.package,
      version,
      from: source.from,
      licence: license,
      sha256: sha256(bytes),
      bytes: bytes.length,
    });
  }
  await writeFile(path.join(root, 'models/manifest.json'), `${JSON.stringify({ files }, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  try {
    if (process.argv.includes('--write-manifest')) await writeManifest(root);
    const { copied, checked } = await placeModels({ root });
    console.log(`${checked} model files are in place and unchanged, ${copied} of them newly copied.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
