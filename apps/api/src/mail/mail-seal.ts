import { Injectable } from '@nestjs/common';
import { KeyService } from '../keys/key.service.js';
import { seal, unseal } from '../keys/seal.js';
import { WRAPPED } from '../keys/wrapped-rows.js';
import type { MailRow } from './mail.entity.js';

/** What a mail says, as it will be sent. */
export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
  /** What its button opens; null where it has none. */
  link: string | null;
  /** A JPEG that is attached, base64; null where there is none. */
  picture: string | null;
}

type Sealed = Pick<MailRow, 'id' | 'wrapped' | 'sealed'>;

/** Seals what mails say, each with a key of its own: whoever reads the database must not find links that open accounts. */
@Injectable()
export class MailSeal {
  constructor(private readonly keys: KeyService) {}

  seal(id: string, written: WrittenMail): { wrapped: Buffer; sealed: Buffer } {
    const key = this.keys.newDataKey();
    return { wrapped: this.keys.wrap(key, bound(id)), sealed: seal(key, Buffer.from(JSON.stringify(written)), bound(id)) };
  }

  /** @returns null once it is erased. @throws when a row holds what was sealed for another */
  open({ id, wrapped, sealed }: Sealed): WrittenMail | null {
    if (!wrapped || !sealed) return null;
    const plain = unseal(this.keys.unwrap(wrapped, bound(id)), sealed, bound(id));
    return JSON.parse(plain.toString()) as WrittenMail;
  }
}

const { bound } = WRAPPED.mail;
