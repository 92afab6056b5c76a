import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Profile } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { DisplayPictureService } from './display-picture.service.js';
import { TemplatesService } from './templates.service.js';

/** What people see of their own account; flags about the descriptor, never the descriptor. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly templates: TemplatesService,
    private readonly pictures: DisplayPictureService,
  ) {}

  async of(person: Person): Promise<Profile> {
    const user = await this.source.getRepository(User).findOneByOrFail({ id: person.id });
    const template = await this.templates.current(person.id);
    const profileImage = await this.pictures.read(user);
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      role: user.role,
      verified: user.verified,
      hasPassword: user.passwordHash !== null,
      lastLogin: user.previousLogin?.toISOString() ?? null,
      faceDescriptorSaved: template !== null,
      templateState: template?.state ?? null,
      profileImageSaved: profileImage !== null,
      profileImage,
      expiresAt: person.expiresAt.toISOString(),
    };
  }
}
