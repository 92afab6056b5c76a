import { livenessPictureSchema, startLivenessSchema, type LivenessPicture, type LivenessTurn, type StartLiveness } from '@invigil/shared';
import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam } from '../../http/id-param.js';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { FaceLivenessRuns } from './liveness-runs.service.js';
import { VisitorGuard } from '../tickets/visitor.guard.js';
import { Visiting, type Visitor } from '../tickets/visitor.js';

@ApiTags('face')
@ApiBearerAuth()
@Controller('api/liveness')
@UseGuards(VisitorGuard)
export class LivenessController {
  constructor(private readonly runs: FaceLivenessRuns) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Begin the tasks that show that somebody is there; the server draws them, one at a time' })
  @ApiZodBody(startLivenessSchema)
  start(@ZodBody(startLivenessSchema) { purpose }: StartLiveness, @Visiting() visitor: Visitor): Promise<LivenessTurn> {
    return this.runs.start(purpose, visitor);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Where the tasks stand, after an answer was lost' })
  state(@IdParam('id') id: string, @Visiting() visitor: Visitor): LivenessTurn {
    return this.runs.state(id, visitor);
  }

  @Post(':id/frames')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One picture of the task; answers with the same task, the next one, or the end with a ticket' })
  @ApiZodBody(livenessPictureSchema)
  frame(
    @IdParam('id') id: string,
    @ZodBody(livenessPictureSchema) picture: LivenessPicture,
    @Visiting() visitor: Visitor,
  ): Promise<LivenessTurn> {
    return this.runs.frame(id, picture, visitor);
  }
}
