import type { InvitationLink, RosterAdd } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { Person } from '../auth/tokens/person.js';
import { Config } from '../config/config.js';
import { Problem } from '../http/problem.js';
import { storableText } from '../http/storable-text.js';
import { claimByAddress } from './claim-by-address.js';
import { ExamAccess } from './exam-access.service.js';
import { InvitationMails } from './invitation-mails.service.js';
import { mintInvitation } from './invitation-token.js';
import { RosterEntry } from './roster-entry.entity.js';

const ADD = `
  INSERT INTO roster (id, exam_id, email, name, invite_hash)
  SELECT given.id, $1, given.email, given.name, given.hash FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS given(id, email, name, hash)
  ON CONFLICT (exam_id, email) DO NOTHING RETURNING id
`;

/** Who is invited to an exam. */
@Injectable()
export class RosterService {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly mails: InvitationMails,
    private readonly config: Config,
  ) {}

  /** Invites people. @returns a link for each one who is new; those without one were on the roster already */
  async add(person: Person, examId: string, { people, mail }: RosterAdd): Promise<InvitationLink[]> {
    const exam = await this.access.requireRun(person, examId);
    const names = new Map<string, string>();
    for (const { email, name } of people) if (!names.has(email)) names.set(email, storableText(name));
    const given = [...names].map(([email, name]) => ({ id: v7(), email, name, ...mintInvitation() }));
    const column = <K extends keyof (typeof given)[number]>(key: K) => given.map((row) => row[key]);
    return this.db.transaction(async (manager) => {
      const rows = await manager.query<{ id: string }[]>(ADD, [examId, column('id'), column('email'), column('name'), column('hash')]);
      await claimByAddress({ examId }, manager);
      const ids = new Set(rows.map(({ id }) => id));
      const links = given.filter(({ id }) => ids.has(id)).map((row) => this.link(row, row.token));
      return mail ? this.mails.send(exam, links, manager) : links;
    });
  }

  /** A new link in place of the old one, which stops working. */
  async renew(person: Person, examId: string, rosterId: string, mail: boolean): Promise<InvitationLink> {
    const exam = await this.access.requireRun(person, examId);
    const { token, hash } = mintInvitation();
    return this.db.transaction(async (manager) => {
      const entries = manager.getRepository(RosterEntry);
      await entries
        .createQueryBuilder()
        .update({ inviteHash: hash })
        .where('id = :rosterId AND exam_id = :examId AND claimed_by IS NULL', { rosterId, examId })
        .execute();
      const entry = await entries.findOneBy({ id: rosterId, examId });
      if (!entry) throw noEntry();
      if (entry.claimedBy !== null)
        throw new Problem('CONFLICT', 'This invitation was claimed already; the student finds the exam in their list.');
      const link = this.link(entry, token);
      const [mailed] = mail ? await this.mails.send(exam, [link], manager) : [];
      return mailed ?? link;
    });
  }

  async remove(person: Person, examId: string, rosterId: string): Promise<void> {
    await this.access.requireRun(person, examId);
    const entries = this.db.getRepository(RosterEntry);
    const { affected } = await entries
      .createQueryBuilder()
      .delete()
      .where('id = :rosterId AND exam_id = :examId AND claimed_by IS NULL', { rosterId, examId })
      .execute();
    if (affected === 1) return;
    if (!(await entries.existsBy({ id: rosterId, examId }))) throw noEntry();
    throw new Problem('CONFLICT', "This invitation was claimed, so the student can't be removed any more.");
  }

  private link({ id, email, name }: Pick<RosterEntry, 'id' | 'email' | 'name'>, token: string): InvitationLink {
    return { rosterId: id, email, name, link: `${this.config.publicUrl}/invite#${token}`, mail: null };
  }
}

const noEntry = (): Problem => new Problem('NOT_FOUND', "There is no such person on this exam's roster; reload the page.");
