import { expect, it } from 'vitest';
import { fileKind } from './file-kind.js';

it.each([
  ['image/png', 'picture'],
  ['video/mp4', 'film'],
  ['audio/mpeg', 'sound'],
  ['application/zip', 'archive'],
  ['application/pdf', 'document'],
  ['text/plain', 'document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/octet-stream', 'other'],
])('%s is a %s', (mime, kind) => {
  expect(fileKind(mime)).toBe(kind);
});
