import { createTemplateIndex, type TemplateIndex } from '@invigil/biometrics/node';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { merge, Subscription } from 'rxjs';
import { AccountSignals } from '../auth/links/account-signals.js';
import { ImportedFaces } from './imported-faces.service.js';
import { KnownTemplates, type Audience, type KnownRow } from './known-templates.service.js';
import { medianNeighbours } from './median-neighbours.js';
import { TemplateSignals } from './template-signals.js';

/** Whose face it is most likely, and how far away the next person is. For the server: never shown to anybody. */
export interface NearestFace {
  personId: string;
  distance: number;
  /** Null where nobody else is known. */
  runnerUp: number | null;
}

/** People that each probe is compared with in the end: enough that the second best over several probes is among them. */
const NEIGHBOURS = 16;

/**
 * The faces that may be searched for (1:N), opened in memory, with one index for each audience. Holds nobody who did not agree; the people whose
 * photos an administrator imported are found by the monitor alone. Whoever is found is looked up
 * in the database once more before anything is said, so that a withdrawal holds at once whatever this process has heard of it.
 */
@Injectable()
export class KnownFaces implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(KnownFaces.name);
  private readonly indexes: Readonly<Record<Audience, TemplateIndex>> = { sign_in: createTemplateIndex(), monitor: createTemplateIndex() };
  private readonly names = new Map<string, string | null>();
  private readonly heard = new Subscription();
  /** One change after the other: what was read first must not overwrite what was read later. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly known: KnownTemplates,
    private readonly imported: ImportedFaces,
    private readonly signals: TemplateSignals,
    private readonly accounts: AccountSignals,
  ) {}

  /** In the background: a search waits for it. */
  onApplicationBootstrap(): void {
    const { destroyed$, enrolled$, consented$, imported$, changed$: elsewhere$, missed$ } = this.signals;
    this.heard.add(destroyed$.subscribe(({ userId }) => this.forget(userId)));
    const changed$ = merge(destroyed$, enrolled$, consented$, imported$, elsewhere$, this.accounts.activity$);
    this.heard.add(changed$.subscribe(({ userId }) => void this.refresh(userId)));
    this.heard.add(missed$.subscribe(() => void this.reload()));
    void this.reload();
  }

  async onApplicationShutdown(): Promise<void> {
    this.heard.unsubscribe();
    await this.turn;
  }

  /** The nearest person to one description of a face. */
  nearest(descriptor: Float32Array, audience: Audience): Promise<NearestFace | null> {
    return this.search([descriptor], audience);
  }

  /**
   * The nearest person to several descriptions of one face, by the median of their distances.
   * @returns null where nobody is known
   */
  async search(probes: readonly Float32Array[], audience: Audience): Promise<NearestFace | null> {
    await this.turn;
    const index = this.indexes[audience];
    for (;;) {
      const [best, second] = medianNeighbours(probes.map((probe) => index.search(probe, { limit: NEIGHBOURS }).nearest));
      if (!best) return null;
      if (await this.may(best.id, audience)) return { personId: best.id, distance: best.distance, runnerUp: second?.distance ?? null };
      this.forget(best.id);
    }
  }

  /** Whether somebody may be found at this moment. */
  async may(personId: string, audience: Audience): Promise<boolean> {
    return (await this.rows(personId)).some(({ audiences }) => audiences.includes(audience));
  }

  /** What somebody who was found is called; null where they gave no name. */
  nameOf(personId: string): string | null {
    return this.names.get(personId) ?? null;
  }

  /** Reads one person anew. */
  refresh(userId: string): Promise<void> {
    return this.next(async () => {
      const rows = await this.rows(userId);
      this.forget(userId);
      for (const row of rows) await this.keep(row);
    });
  }

  /** Reads everybody anew. */
  reload(): Promise<void> {
    return this.next(async () => {
      const rows = await this.rows();
      const there = new Set(rows.map(({ userId }) => userId));
      for (const userId of this.names.keys()) if (!there.has(userId)) this.forget(userId);
      for (const row of rows) {
        await this.keep(row).catch((error: unknown) => {
          this.forget(row.userId);
          this.complain(error);
        });
      }
    });
  }

  private async rows(id?: string): Promise<KnownRow[]> {
    return [...(await this.known.rows(id)), ...(await this.imported.rows(id))];
  }

  private async keep({ userId, name, audiences, open }: KnownRow): Promise<void> {
    const template = await open();
    this.forget(userId);
    for (const audience of audiences) this.indexes[audience].set(userId, template);
    this.names.set(userId, name);
  }

  private forget(userId: string): void {
    for (const index of Object.values(this.indexes)) index.remove(userId);
    this.names.delete(userId);
  }

  /** What fails is logged and leaves the person out, who then cannot be found: never the other way round. */
  private next(change: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(change).catch((error: unknown) => this.complain(error));
    return this.turn;
  }

  private complain(error: unknown): void {
    this.logger.error(error instanceof Error ? error.stack : 'known faces could not be read');
  }
}
