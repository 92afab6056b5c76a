import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { privacySettingsSchema, type ChangeName, type Done, type PrivacySettings } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { ProofService } from '../auth/proof/proof.service.js';
import { User } from '../auth/entities/user.entity.js';
import { storable } from '../http/storable.js';
import { AccountLimits } from './account-limits.js';
import { AccountNotes } from './account-notes.service.js';

/** What people decide about themselves: their name, and what others see and are told. */
@Injectable()
export class PrivacyService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly proof: ProofService,
    private readonly notes: AccountNotes,
    private readonly limits: AccountLimits,
  ) {}

  async read(person: Person): Promise<PrivacySettings> {
    const { privacy } = await this.source.getRepository(User).findOneByOrFail({ id: person.id });
    return privacySettingsSchema.parse(privacy);
  }

  /** Replaces all of them. */
  async write(person: Person, privacy: PrivacySettings, client: ClientInfo): Promise<PrivacySettings> {
    await this.update(person, { privacy }, { action: 'privacy.changed', detail: { ...privacy }, client });
    return privacy;
  }

  async rename(person: Person, { name }: ChangeName, client: ClientInfo): Promise<Done> {
    await this.update(person, { name: storable(name) }, { action: 'name.changed', client });
    return { status: 'success', message: 'Your name is changed.' };
  }

  private async update(
    person: Person,
    change: Pick<User, 'name'> | Pick<User, 'privacy'>,
    note: { action: string; client: ClientInfo; detail?: Record<string, unknown> },
  ): Promise<void> {
    this.limits.change(person.id);
    this.proof.requireMoreThanFace(person);
    await this.source.transaction(async (manager) => {
      await manager.getRepository(User).update({ id: person.id }, change);
      await this.notes.write(person, note, manager);
    });
  }
}
