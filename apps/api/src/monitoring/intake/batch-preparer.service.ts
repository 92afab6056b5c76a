import { createHash } from 'node:crypto';
import { laneOf, type Entry, type StudentRequest } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Problem } from '../../http/problem.js';
import type { AttemptMemory, StreamInfo } from '../memory/attempt-memory.js';
import { contentHash } from './content-hash.js';
import { sampleFacts } from '../memory/observation-of.js';
import type { PreparedBatch, PreparedEntry } from './prepared-batch.js';
import { Spool } from '../frames/spool.service.js';

/** Everything about a batch that needs no lock: whose it is, hashes, distances, and its pictures on the disk. */
@Injectable()
export class BatchPreparer {
  constructor(private readonly spool: Spool) {}

  /** @throws Problem NOT_FOUND for a stream that is not the attempt's, BAD_REQUEST for entries of the other lane */
  async prepare(
    memory: AttemptMemory,
    authorId: string,
    { stream, entries }: StudentRequest<'batch:submit'>,
    receivedAt: number,
  ): Promise<PreparedBatch> {
    const info = memory.streams.get(stream);
    if (!info) throw new Problem('NOT_FOUND', 'There is no such stream in this attempt. Join it again to get one.');
    if (entries.some(({ type }) => laneOf(type) !== info.lane)) {
      throw new Problem('BAD_REQUEST', 'Answers and messages go into the stream of answers, everything else into the stream of telemetry.');
    }
    const prepared = await Promise.all(entries.map((entry) => this.prepareEntry(memory, entry, info)));
    const { attemptId } = memory;
    return { key: stream, attemptId, authorId, lane: info.lane, closedAt: closedAt(memory, stream, info), receivedAt, entries: prepared };
  }

  async discard(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.spool.discard(key);
  }

  private async prepareEntry(memory: AttemptMemory, entry: Entry, { head }: StreamInfo): Promise<PreparedEntry> {
    const hash = contentHash(entry);
    const body = bodyOf(entry, memory.template);
    if (entry.type !== 'frame' || entry.seq <= head) return { entry, hash, body, frame: null };
    const id = v7();
    const spooled = await this.spool.keep(memory.userId, id, entry.jpeg, entry.claim);
    return {
      entry,
      hash,
      body,
      frame: { id, sha256: createHash('sha256').update(entry.jpeg).digest(), bytes: entry.jpeg.byteLength, ...spooled },
    };
  }
}

function bodyOf(entry: Entry, template: Float32Array | null): object {
  switch (entry.type) {
    case 'sample':
    case 'frame':
      return { ...sampleFacts(entry.claim, template) };
    case 'event':
      return { event: entry.event, detail: entry.detail };
    case 'answer':
      return { questionId: entry.questionId };
    case 'message':
      return {};
  }
}

/** Ids are made in the order of time, so they settle a tie. */
function closedAt(memory: AttemptMemory, stream: string, { lane, createdAt }: StreamInfo): number | null {
  const newer = [...memory.streams].filter(
    ([id, other]) => other.lane === lane && (other.createdAt > createdAt || (other.createdAt === createdAt && id > stream)),
  );
  return newer.length === 0 ? null : Math.min(...newer.map(([, other]) => other.createdAt));
}
