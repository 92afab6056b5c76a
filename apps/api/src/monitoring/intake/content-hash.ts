import { createHash } from 'node:crypto';
import type { Entry } from '@invigil/shared';

/** SHA-256 over everything that an entry says; two entries with the same hash are the same entry sent again. */
export function contentHash(entry: Entry): Buffer {
  const hash = createHash('sha256');
  const part = (bytes: Uint8Array): void => {
    hash.update(`${String(bytes.byteLength)}:`).update(bytes);
  };
  const { type, seq, at } = entry;
  switch (entry.type) {
    case 'sample':
    case 'frame': {
      const { faces, unscorable, descriptor, pose } = entry.claim;
      // what says nothing of a pose keeps the hash it had before there were any
      const turned = pose === undefined ? [] : [pose && [pose.yaw, pose.pitch]];
      hash.update(JSON.stringify([type, seq, at, faces, unscorable, descriptor !== null, ...turned]));
      part(descriptor ?? new Uint8Array());
      part(entry.type === 'frame' ? entry.jpeg : new Uint8Array());
      break;
    }
    case 'event':
      hash.update(JSON.stringify([type, seq, at, entry.event, entry.detail]));
      break;
    case 'answer':
      hash.update(JSON.stringify([type, seq, at, entry.questionId, entry.value]));
      break;
    case 'message':
      hash.update(JSON.stringify([type, seq, at, entry.text]));
      break;
  }
  return hash.digest();
}
