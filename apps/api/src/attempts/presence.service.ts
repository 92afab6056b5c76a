import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { AttemptChange } from './attempt-change.entity.js';
import { AttemptSignals } from './attempt-signals.js';
import { Attempt } from './attempt.entity.js';

/** A page beats at least every 5 s: three beats missed, and it is no longer there. */
const SILENT_MS = 15_000;
/** How often a beat is written down; the registry itself is exact. */
const WRITE_MS = 5_000;

interface Entry {
  readonly sockets: Set<string>;
  lastSeenAt: Date;
  writtenAt: number;
  online: boolean;
}

/** Which students' pages are connected and heard, told by the gateway that holds their sockets. */
@Injectable()
export class PresenceService {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly db: DataSource,
    private readonly signals: AttemptSignals,
  ) {}

  /** A page joined the attempt on this socket. */
  async joined(attemptId: string, socketId: string, at = new Date()): Promise<void> {
    const entry = this.entries.get(attemptId) ?? { sockets: new Set<string>(), lastSeenAt: at, writtenAt: 0, online: false };
    this.entries.set(attemptId, entry);
    entry.sockets.add(socketId);
    await this.seen(attemptId, at);
  }

  /** Something came from the page: a heartbeat, a batch, a frame. Cheap enough to call each time. */
  async seen(attemptId: string, at = new Date()): Promise<void> {
    const entry = this.entries.get(attemptId);
    if (!entry || entry.sockets.size === 0) return;
    if (at > entry.lastSeenAt) entry.lastSeenAt = at;
    if (!entry.online) await this.turn(attemptId, entry, true, at);
    else if (at.getTime() - entry.writtenAt >= WRITE_MS) await this.write(attemptId, entry);
  }

  /** That socket is gone; the student stays online while another one of theirs is there. */
  async left(attemptId: string, socketId: string, at = new Date()): Promise<void> {
    const entry = this.entries.get(attemptId);
    if (!entry?.sockets.delete(socketId) || entry.sockets.size > 0) return;
    this.entries.delete(attemptId);
    if (entry.online) await this.turn(attemptId, entry, false, at);
  }

  online(attemptId: string): boolean {
    return this.entries.get(attemptId)?.online ?? false;
  }

  /** When a page that is connected was last heard; undefined without one. */
  lastSeen(attemptId: string): Date | undefined {
    return this.entries.get(attemptId)?.lastSeenAt;
  }

  /** Turns those offline whose connection stands but says nothing any more. */
  @Interval(SILENT_MS / 3)
  async sweep(at = new Date()): Promise<void> {
    const silent = [...this.entries].filter(([, entry]) => entry.online && at.getTime() - entry.lastSeenAt.getTime() > SILENT_MS);
    for (const [attemptId, entry] of silent) await this.turn(attemptId, entry, false, at);
  }

  private async turn(attemptId: string, entry: Entry, online: boolean, at: Date): Promise<void> {
    entry.online = online;
    await this.write(attemptId, entry);
    await this.db.manager.insert(AttemptChange, { id: v7(), attemptId, at, what: online ? 'joined' : 'left', by: null, detail: '' });
    const attempt = await this.db.manager.findOneBy(Attempt, { id: attemptId });
    if (attempt) this.signals.presence$.next({ attemptId, examId: attempt.examId, online, lastSeenAt: entry.lastSeenAt });
  }

  private async write(attemptId: string, entry: Entry): Promise<void> {
    entry.writtenAt = entry.lastSeenAt.getTime();
    await this.db.manager.update(Attempt, { id: attemptId }, { lastSeenAt: entry.lastSeenAt });
  }
}
