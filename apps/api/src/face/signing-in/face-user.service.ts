import type { FaceSignedIn, SignedIn } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DisplayPictureService } from '../../enrolment/display-picture.service.js';
import { TemplatesService } from '../../enrolment/templates.service.js';
import type { OpenedByFace } from './face-exchange.service.js';

const NOWHERE = '@face.invalid';

/** What somebody is told about the account that their face has opened. */
@Injectable()
export class FaceUser {
  constructor(
    private readonly templates: TemplatesService,
    private readonly pictures: DisplayPictureService,
  ) {}

  async answer({ issued, isNewUser }: OpenedByFace, { tokens, expiresAt, message }: SignedIn): Promise<FaceSignedIn> {
    const { user } = issued;
    const template = await this.templates.current(user.id);
    return {
      success: true,
      isNewUser,
      user: {
        id: user.id,
        vectorId: template?.keyId ?? '',
        fullName: user.name,
        username: user.username,
        profilePictureUrl: await this.pictures.read(user),
        ...(user.email.endsWith(NOWHERE) ? {} : { email: user.email }),
      },
      confidence: 'high',
      ...(tokens ? { tokens } : {}),
      expiresAt,
      message,
    };
  }
}
