import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DisplayPictureService } from './display-picture.service.js';
import { TemplateWriter, type NewTemplate } from './template-writer.service.js';

/** All that one enrolment stores. */
@Injectable()
export class EnrolmentWriter {
  constructor(
    private readonly templates: TemplateWriter,
    private readonly pictures: DisplayPictureService,
  ) {}

  refuseSecond(userId: string, manager: EntityManager): Promise<void> {
    return this.templates.refuseSecond(userId, manager);
  }

  preparePicture(dataUrl: string): Promise<Uint8Array> {
    return this.pictures.prepare(dataUrl);
  }

  async write(userId: string, template: NewTemplate, picture: Uint8Array | null, manager: EntityManager): Promise<void> {
    await this.templates.write(userId, template, manager);
    if (picture) await this.pictures.store(userId, picture, manager);
  }
}
