import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { missingS3Setting, s3Of, type S3Settings } from './s3-settings.js';

/** A start that cannot go on; its message is one sentence that says what to do. */
export class StartError extends Error {}

const blankAsUnset = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema);
const whole = (min: number, max: number, what: string) =>
  z.coerce
    .number({ error: `must be ${what}` })
    .int(`must be ${what}`)
    .min(min, `must be ${what}`)
    .max(max, `must be ${what}`);
const url = (protocols: string, what: string) => z.url({ protocol: new RegExp(`^(${protocols})$`), error: `must be ${what}` });
const key = z
  .string()
  .regex(
    /^(?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i,
    'must be 32 random bytes as 64 hexadecimal digits or as base64 (openssl rand -base64 32 makes one)',
  )
  .transform((text) => Buffer.from(text, text.length === 64 ? 'hex' : 'base64'));

const schema = z.object({
  PORT: setting(whole(0, 65_535, 'a port number from 1 to 65535').default(3000)),
  HOST: setting(z.string().default('127.0.0.1')),
  PUBLIC_URL: setting(url('https?', 'the address people open, such as https://exams.example.org').optional()),
  INVIGIL_DATA: setting(z.string().default('./data')),
  DATABASE_URL: setting(url('postgres|postgresql', 'a PostgreSQL address such as postgres://user:password@host:5432/invigil').optional()),
  REDIS_URL: setting(url('redis|rediss', 'a Redis address such as redis://127.0.0.1:6379').optional()),
  INVIGIL_MASTER_KEY: setting(key.optional()),
  INVIGIL_MASTER_KEY_OLD: setting(key.optional()),
  JWT_SECRET: setting(z.string().min(32, 'must have at least 32 characters (openssl rand -base64 48 makes one)').optional()),
  SMTP_URL: setting(url('smtp|smtps', 'a mail server such as smtps://user:password@mail.example.org:465').optional()),
  SMTP_FROM: setting(z.string().default('Invigil <invigil@localhost>')),
  S3_BUCKET: setting(z.string().optional()),
  S3_REGION: setting(z.string().default('us-east-1')),
  S3_ENDPOINT: setting(url('https?', 'the address of a server that speaks S3, such as https://s3.example.org').optional()),
  S3_ACCESS_KEY_ID: setting(z.string().optional()),
  S3_SECRET_ACCESS_KEY: setting(z.string().optional()),
  LOG_LEVEL: setting(
    z
      .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
        error: 'must be silent, fatal, error, warn, info, debug or trace',
      })
      .default('info'),
  ),
  FACE_ENGINE: setting(z.enum(['onnx', 'tfjs', 'gpu'], { error: 'must be onnx, tfjs or gpu' }).default('onnx')),
  ANALYSIS_THREADS: setting(whole(1, 64, 'a number of threads from 1 to 64').optional()),
  THROTTLE_LIMIT: setting(whole(1, 1_000_000, 'a number of requests a minute from 1 to 1000000').default(600)),
  TRUST_PROXY: setting(whole(0, 10, 'the number of reverse proxies in front, from 0 to 10').default(0)),
});

const localhosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The settings of one process, read once; injected as a class so that nobody else reads the environment. */
export class Config {
  readonly port: number = 3000;
  readonly host: string = '127.0.0.1';
  /** Address people open, without a slash at its end. */
  readonly publicUrl: string = 'http://localhost:3000';
  /** Every origin that a browser may send: the public one, and on localhost its other spellings. */
  readonly allowedOrigins: readonly string[] = [];
  /** PUBLIC_URL is not localhost: secrets and HTTPS are checked, cookies are Secure. */
  readonly production: boolean = false;
  /** Repository root: migrations, models and the web build are found from here. */
  readonly root: string = '.';
  /** Absolute path of INVIGIL_DATA. */
  readonly dataDir: string = './data';
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly masterKey: Buffer | undefined;
  /** The key before, while the master key that was set is being rotated. */
  readonly masterKeyOld: Buffer | undefined;
  readonly jwtSecret: string | undefined;
  readonly smtp: { url: string | undefined; from: string } = { url: undefined, from: '' };
  /** The bucket that holds evidence, waiting frames and files; undefined: the data folder does. */
  readonly s3: S3Settings | undefined;
  readonly logLevel: string = 'info';
  /** What runs the nets; nothing else is taken in its place. */
  readonly faceEngine: 'onnx' | 'tfjs' | 'gpu' = 'onnx';
  readonly analysisThreads: number | undefined;
  readonly throttleLimit: number = 600;
  /** How long an access token is good for. Not a setting: tests shorten it to see sessions being extended. */
  readonly accessSeconds: number = 60 * 60;
  /** Reverse proxies in front whose X-Forwarded-For is believed. */
  readonly trustProxy: number = 0;

  constructor(values: Partial<Config>) {
    Object.assign(this, values);
  }
}

const originsOf = (publicUrl: string, port: number): string[] => {
  const { origin, hostname, protocol } = new URL(publicUrl);
  if (!localhosts.has(hostname)) return [origin];
  return [...new Set([origin, ...[...localhosts].map((host) => `${protocol}//${host}:${String(port)}`)])];
};

/**
 * Settings from an environment.
 * @param env names and values, such as process.env
 * @param root repository root; relative paths are taken from it
 * @throws StartError with one sentence that names the first bad setting and what it must be
 */
export function readConfig(env: Record<string, string | undefined>, root: string): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartError(
      `The setting ${String(issue?.path[0])} ${issue?.message ?? 'is not valid'}; correct it in .env or in the environment and start again.`,
    );
  }
  const value = parsed.data;
  const publicUrl = (value.PUBLIC_URL ?? `http://localhost:${String(value.PORT)}`).replace(/\/+$/, '');
  const production = !localhosts.has(new URL(publicUrl).hostname);
  if (production) requireHttps(publicUrl);
  requireWholeS3(missingS3Setting(value));
  return new Config({
    port: value.PORT,
    host: value.HOST,
    publicUrl,
    allowedOrigins: originsOf(publicUrl, value.PORT),
    production,
    root,
    dataDir: resolve(root, value.INVIGIL_DATA),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    masterKey: value.INVIGIL_MASTER_KEY,
    masterKeyOld: value.INVIGIL_MASTER_KEY_OLD,
    jwtSecret: value.JWT_SECRET,
    smtp: { url: value.SMTP_URL, from: value.SMTP_FROM },
    s3: s3Of(value),
    logLevel: value.LOG_LEVEL,
    faceEngine: value.FACE_ENGINE,
    analysisThreads: value.ANALYSIS_THREADS,
    throttleLimit: value.THROTTLE_LIMIT,
    trustProxy: value.TRUST_PROXY,
  });
}

function requireHttps(publicUrl: string): void {
  if (!publicUrl.startsWith('https:')) {
    throw new StartError(
      `PUBLIC_URL is ${publicUrl}, but browsers give a camera to HTTPS pages only; put a reverse proxy with a certificate in front (docs/operating.md) and set PUBLIC_URL to its https address.`,
    );
  }
}

function requireWholeS3(missing: string | null): void {
  if (missing !== null)
    throw new StartError(
      `${missing} must be set beside the other S3 settings, or none of them; correct it in .env or in the environment and start again.`,
    );
}

/** Settings of this process: `.env` in the root, where there is one, then the environment, which wins. */
export function loadConfig(root: string): Config {
  const file = resolve(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env, root);
}
