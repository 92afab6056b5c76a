// Puts the model files in place: copies them from the installed packages into models/, makes the ONNX files from them, and checks every byte. Plain JavaScript, since it runs before anything is built.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

/** The bytes of a file from its package. */
async function fromPackage(root, entry) {
  const bytes = await readIfThere(path.join(await packageFolder(root, entry.package), entry.from));
  if (bytes === null || sha256(bytes) !== entry.sha256) {
    throw new Error(
      `The installed package ${entry.package} does not hold the ${entry.from} of version ${entry.version}: delete node_modules/${entry.package} and run "npm ci".`,
    );
  }
  return bytes;
}

/** The bytes of an ONNX file, made from weights that are in place and checked. The converter is loaded only when a file is missing: it needs a package, and takes seconds. */
async function converted(root, entry) {
  const { convertNet } = await import('./models/convert.mjs');
  const bytes = await convertNet(entry.net, path.join(root, 'models'));
  if (sha256(bytes) !== entry.sha256) {
    throw new Error(
      `Converting ${entry.net} gives another file than models/manifest.json names: run "npm ci", and where the converter was changed on purpose "node scripts/models.mjs --write-manifest".`,
    );
  }
  return bytes;
}

/**
 * Puts every file of models/manifest.json in place. Files that are there already are only checked; one that an earlier version made, by the hashes in `replaces`, is made anew.
 * @param {{ root: string, log?: (line: string) => void }} options `root` is the repository's folder.
 * @returns {Promise<{ copied: number, converted: number, checked: number }>}
 * @throws Error with one sentence that says what to do, when a file in place or in its package is not the one that the manifest names.
 */
export async function placeModels({ root, log = () => {} }) {
  const folder = path.join(root, 'models');
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  const counts = { copied: 0, converted: 0, checked: manifest.files.length };
  // weights come before what is made from them
  for (const entry of manifest.files) {
    const target = path.join(folder, entry.file);
    const present = await readIfThere(target);
    if (present !== null) {
      const found = sha256(present);
      if (found === entry.sha256) continue;
      if (!entry.replaces?.includes(found)) {
        throw new Error(
          `The model file models/${entry.file} has been changed: delete it and start again to have it replaced from ${entry.package}.`,
        );
      }
    }
    const bytes = entry.net ? await converted(root, entry) : await fromPackage(root, entry);
    await mkdir(path.dirname(target), { recursive: true });
    // under another name first, so that a broken-off copy is never taken for the file
    await writeFile(`${target}.partial`, bytes);
    await rename(`${target}.partial`, target);
    counts[entry.net ? 'converted' : 'copied'] += 1;
  }
  if (counts.copied > 0) log(`Put ${counts.copied} model files in place`);
  if (counts.converted > 0) log(`Converted ${counts.converted} nets for onnxruntime`);
  return counts;
}

/** Writes models/manifest.json anew from what is installed, for whoever takes a newer package or changes the converter. */
async function writeManifest(root) {
  const files = [];
  const models = path.join(root, 'models');
  const before = JSON.parse((await readIfThere(path.join(models, 'manifest.json'))) ?? '{"files":[]}').files;
  for (const source of SOURCES) {
    const folder = await packageFolder(root, source.package);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const bytes = await readFile(path.join(folder, source.from));
    await mkdir(path.dirname(path.join(models, source.file)), { recursive: true });
    await writeFile(path.join(models, source.file), bytes);
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
  const { convertNet, NET_NAMES } = await import('./models/convert.mjs');
  for (const net of NET_NAMES) {
    const from = `${net}_model.bin`;
    const { package: name, version, licence } = files.find(({ file }) => file === from);
    const bytes = await convertNet(net, models);
    const known = before.find((entry) => entry.net === net);
    const replaces = [...(known?.replaces ?? []), ...(known ? [known.sha256] : [])].filter((hash) => hash !== sha256(bytes));
    await mkdir(path.join(models, 'onnx'), { recursive: true });
    await writeFile(path.join(models, 'onnx', `${net}.onnx`), bytes);
    files.push({
      file: `onnx/${net}.onnx`,
      net,
      package: name,
      version,
      from,
      made: 'by scripts/models/convert.mjs from the weights above',
      licence,
      sha256: sha256(bytes),
      bytes: bytes.length,
      ...(replaces.length > 0 && { replaces }),
    });
  }
  await writeFile(path.join(models, 'manifest.json'), `${JSON.stringify({ files }, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  try {
    if (process.argv.includes('--write-manifest')) await writeManifest(root);
    const { copied, converted: made, checked } = await placeModels({ root });
    console.log(`${checked} model files are in place and unchanged, ${copied} of them newly copied and ${made} newly converted.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
