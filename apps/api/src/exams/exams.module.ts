import { Module } from '@nestjs/common';
import { ExamAccess } from './exam-access.service.js';
import { PoliciesService } from './policies.service.js';

@Module({
  providers: [ExamAccess, PoliciesService],
  exports: [ExamAccess, PoliciesService],
})
export class ExamsModule {}
