import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { NewPasskey, PasskeyAdded, PasskeyRow } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { lockUser } from '../users/lock-user.js';
import type { Person } from '../tokens/person.js';
import { FactorNews } from '../factors/factor-news.service.js';
import { RecoveryCodesService } from '../factors/recovery-codes.service.js';
import { PasskeyRegistration, type PasskeyCreation } from './passkey-registration.service.js';
import { Passkey } from '../entities/passkey.entity.js';

const MOST = 20;
const GONE = 'There is no such passkey; reload the list.';

/** A person's own passkeys. */
@Injectable()
export class PasskeysService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly registration: PasskeyRegistration,
    private readonly codes: RecoveryCodesService,
    private readonly news: FactorNews,
  ) {}

  async list(userId: string): Promise<PasskeyRow[]> {
    return (await this.of(userId)).map(toRow);
  }

  async ask(person: Person): Promise<PasskeyCreation> {
    return this.registration.ask(person, await this.of(person.id));
  }

  /** With the first second factor come recovery codes. */
  async add(person: Person, { name, passkey }: NewPasskey, { address }: ClientInfo): Promise<PasskeyAdded> {
    const made = await this.registration.check(person, passkey);
    return this.source.transaction(async (manager) => {
      await lockUser(person.id, manager);
      const rows = manager.getRepository(Passkey);
      if ((await rows.countBy({ userId: person.id })) >= MOST)
        throw new Problem('CONFLICT', `You have ${String(MOST)} passkeys. Remove one you no longer use, then add this one.`);
      if (await rows.existsBy({ credentialId: made.credentialId })) throw new Problem('CONFLICT', 'This passkey is registered already.');
      const row = rows.create({ id: uuid(), userId: person.id, name, lastUsedAt: null, createdAt: new Date(), ...made });
      await rows.insert(row);
      const recoveryCodes = await this.codes.ensure(person.id, manager);
      await this.news.tell(person.id, { what: 'passkey-added', detail: { name }, address }, manager);
      return { passkey: toRow(row), recoveryCodes };
    });
  }

  async rename({ id: userId }: Person, id: string, name: string): Promise<PasskeyRow[]> {
    const { affected } = await this.source.getRepository(Passkey).update({ id, userId }, { name });
    if (affected !== 1) throw new Problem('NOT_FOUND', GONE);
    return this.list(userId);
  }

  async remove({ id: userId }: Person, id: string, { address }: ClientInfo): Promise<PasskeyRow[]> {
    await this.source.transaction(async (manager) => {
      await lockUser(userId, manager);
      const rows = manager.getRepository(Passkey);
      const passkey = await rows.findOneBy({ id, userId });
      if (!passkey) throw new Problem('NOT_FOUND', GONE);
      await rows.delete({ id, userId });
      await this.codes.clearWhereUseless(userId, manager);
      await this.news.tell(userId, { what: 'passkey-removed', detail: { name: passkey.name }, address }, manager);
    });
    return this.list(userId);
  }

  private of(userId: string): Promise<Passkey[]> {
    return this.source.getRepository(Passkey).find({ where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }
}

const toRow = ({ id, name, createdAt, lastUsedAt, synced }: Passkey): PasskeyRow => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  synced,
});
