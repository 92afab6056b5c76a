import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { ResetService } from './reset.service.js';
import { RolesService } from './roles.service.js';

@Module({ controllers: [PeopleController], providers: [PeopleService, ResetService, RolesService] })
export class PeopleModule {}
