import { Module } from '@nestjs/common';
import { LivenessTickets } from './liveness-tickets.service.js';

/** What a face opens outside of exams: the file area, and where it is allowed the account. */
@Module({ providers: [LivenessTickets], exports: [LivenessTickets] })
export class FaceModule {}
