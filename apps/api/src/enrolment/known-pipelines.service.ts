import { join } from 'node:path';
import { pipelineIds } from '@invigil/biometrics/node';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';

/** The pipelines that this version can run, so that templates of an older one can be moved. */
@Injectable()
export class KnownPipelines implements OnModuleInit {
  #names: ReadonlyMap<string, string> = new Map();

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.#names = await pipelineIds(join(this.config.root, 'models'));
  }

  /** What to ask the analysis for to get the numbers of a pipeline; undefined where this version cannot make them any more. */
  nameOf(pipelineId: string): string | undefined {
    return this.#names.get(pipelineId);
  }
}
