import { Global, Module } from '@nestjs/common';
import { AnalysisLoad } from './analysis-load.service.js';
import { AnalysisService } from './analysis.service.js';

@Global()
@Module({ providers: [AnalysisLoad, AnalysisService], exports: [AnalysisLoad, AnalysisService] })
export class AnalysisModule {}
