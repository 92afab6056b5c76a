import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig, StartError } from './config.js';

const read = (env: Record<string, string>) => readConfig(env, '/srv/invigil');
const refusal = (env: Record<string, string>): string => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
};

describe('readConfig', () => {
  it('needs no setting at all', () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      production: false,
      dataDir: '/srv/invigil/data',
      logLevel: 'info',
      faceEngine: 'onnx',
    });
  });

  it('takes an empty value for none, as .env files write it', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', JWT_SECRET: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      jwtSecret: undefined,
    });
  });

  it('lets the address follow the port', () => {
    expect(read({ PORT: '4100' })).toMatchObject({ port: 4100, publicUrl: 'http://localhost:4100' });
  });

  it('believes every spelling of localhost, and of a public address only that one', () => {
    expect(read({ PORT: '4100' }).allowedOrigins).toEqual(['http://localhost:4100', 'http://127.0.0.1:4100', 'http://[::1]:4100']);
    expect(read({ PUBLIC_URL: 'https://exams.example.org/' })).toMatchObject({
      publicUrl: 'https://exams.example.org',
      allowedOrigins: ['https://exams.example.org'],
      production: true,
    });
  });

  it('reads a master key in both spellings', () => {
    const key = Buffer.alloc(32, 7);
    expect(read({ INVIGIL_MASTER_KEY: key.toString('hex') }).masterKey).toEqual(key);
    expect(read({ INVIGIL_MASTER_KEY: key.toString('base64') }).masterKey).toEqual(key);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost'],
    ['PUBLIC_URL', 'exams.example.org'],
    ['INVIGIL_MASTER_KEY', 'short'],
    ['JWT_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['ANALYSIS_THREADS', '0'],
    ['FACE_ENGINE', 'fastest'],
  ])('says in one sentence what %s=%s must be', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^The setting ${name} must `));
    expect(message.endsWith('start again.')).toBe(true);
    expect(message).not.toContain('\n');
  });

  it('never repeats a secret that it refuses', () => {
    expect(refusal({ JWT_SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ INVIGIL_MASTER_KEY: 'hunter2' })).not.toContain('hunter2');
  });

  it('takes a bucket with its keys or with the machine’s own, and half a setting never', () => {
    expect(read({}).s3).toBeUndefined();
    expect(read({ S3_BUCKET: 'objects' }).s3).toEqual({
      bucket: 'objects',
      region: 'us-east-1',
      endpoint: undefined,
      credentials: undefined,
    });
    const whole = { S3_BUCKET: 'objects', S3_ENDPOINT: 'http://127.0.0.1:9000', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(read(whole).s3).toMatchObject({
      endpoint: 'http://127.0.0.1:9000',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
    for (const name of ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']) expect(refusal({ ...whole, [name]: '' })).toContain(name);
    expect(refusal({ ...whole, S3_ENDPOINT: 'nowhere' })).toContain('S3_ENDPOINT');
  });

  it('refuses to be public without HTTPS', () => {
    expect(refusal({ PUBLIC_URL: 'http://exams.example.org' })).toContain('HTTPS');
  });

  it('takes every port and refuses every other number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 200_000 }), (port) => {
        const valid = port >= 0 && port <= 65_535;
        if (valid) expect(read({ PORT: String(port) }).port).toBe(port);
        else expect(refusal({ PORT: String(port) })).toContain('PORT');
      }),
    );
  });
});
